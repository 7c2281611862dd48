import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { adjustHandling } from '../adjust-handling.ts'
import { expedieraHandling } from '../expediera-handling.ts'
import { markSekretess } from '../mark-sekretess.ts'
import { unmarkSekretess } from '../unmark-sekretess.ts'
import { showHandling } from './handling-pages.tsx'

/** POST /handlingar/:id/sekretess */
export async function markSekretessAction(visit: Visit): Promise<Response> {
  const handlingId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const provision = fields.text('bestammelse', 'sekretess.provision', { max: 120 })
      const hide = fields.choices('dolj', 'sekretess.hide', ['titel', 'part'], { isOptional: true })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await markSekretess(context, {
          handlingId,
          provision,
          masksTitle: hide.includes('titel'),
          masksParty: hide.includes('part'),
          expected: form.version,
        })
        return `/handlingar/${handlingId}`
      })
      return visit.redirect(path, { notice: 'sekretess-markerad' })
    },
    (state) => showHandling(visit, state),
  )
}

/** POST /handlingar/:id/sekretess/ta-bort */
export async function unmarkSekretessAction(visit: Visit): Promise<Response> {
  const handlingId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await unmarkSekretess(context, { handlingId, expected: form.version })
    return `/handlingar/${handlingId}`
  })
  return visit.redirect(path, { notice: 'sekretess-borttagen' })
}

/** POST /handlingar/:id/expediera */
export async function expedieraHandlingAction(visit: Visit): Promise<Response> {
  const handlingId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const recipient = fields.text('mottagare', 'handlingar.recipient', { max: 200 })
      const on = fields.day('dag', 'handlingar.sent-on') ?? ''
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await expedieraHandling(context, { handlingId, recipient, on, expected: form.version })
        return `/handlingar/${handlingId}`
      })
      return visit.redirect(path, { notice: 'handling-allman' })
    },
    (state) => showHandling(visit, state),
  )
}

/** POST /handlingar/:id/justera */
export async function adjustHandlingAction(visit: Visit): Promise<Response> {
  const handlingId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const on = fields.day('justerad', 'handlingar.adjusted-on') ?? ''
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await adjustHandling(context, { handlingId, on, expected: form.version })
        return `/handlingar/${handlingId}`
      })
      return visit.redirect(path, { notice: 'handling-allman' })
    },
    (state) => showHandling(visit, state),
  )
}
