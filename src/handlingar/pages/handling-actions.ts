import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { adjustHandling } from '../adjust-handling.ts'
import { expedieraHandling } from '../expediera-handling.ts'
import { demandHandling, markSekretess } from '../mark-sekretess.ts'
import { maskHandling, missingToMask } from '../mask-handling.ts'
import { findHandling } from '../store.ts'
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

/** POST /handlingar/:id/maskera */
export async function maskHandlingAction(visit: Visit): Promise<Response> {
  const handlingId = idParam(visit)
  const handling = await findHandling(visit.db, visit.actor, handlingId)
  // Asked before a file is taken, so that nobody else can fill the disk.
  demandHandling(visit, 'mask', handling, missingToMask(handling))
  return answerForm(
    visit,
    async (_fields, form) => {
      // The name of somebody's file may hold what was masked in it.
      const ending = /\.[a-z0-9]{1,5}$/i.exec(form.file?.name ?? '')?.[0] ?? ''
      const copy = form.file
        ? {
            sha256: visit.files.put(form.file.bytes),
            bytes: form.file.bytes.length,
            name: `maskerad-kopia${ending.toLowerCase()}`,
          }
        : null
      const path = await performForm(visit, form, async (context) => {
        await maskHandling(context, { handlingId, copy, expected: form.version })
        return `/handlingar/${handlingId}`
      })
      return visit.redirect(path, { notice: 'handling-maskerad' })
    },
    (state) => showHandling(visit, state),
  )
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
