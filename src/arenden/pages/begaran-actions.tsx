import { listAktorer } from '../../aktorer/index.ts'
import { findHandling, findLasning, maskadeKopior } from '../../handlingar/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import { maskPersonnummer } from '../../platform/guard/personnummer.ts'
import {
  Choices,
  Crumbs,
  DateField,
  ErrorSummary,
  Form,
  type FormState,
  Select,
  TextArea,
  TextField,
} from '../../platform/html/index.ts'
import { answerForm, idParam, isId, type PostedForm, performForm, type Visit } from '../../platform/http/index.ts'
import { type AppealableBeslut, refuseBegaran, releaseBegaran } from '../answer-begaran.ts'
import { demandBegaran } from '../begaran-access.ts'
import { findBegaran } from '../begaran-store.ts'
import { chooseHandlingar } from '../choose-handlingar.ts'
import { examineHandling } from '../examine-handling.ts'
import { fetchCopy } from '../fetch-copy.ts'
import { begaranSteps, CHANNELS, OUTCOMES } from '../model/begaran-steps.ts'
import { registerBegaran } from '../register-begaran.ts'
import { showBegaran } from './begaran-pages.tsx'

/** GET /begaranden/ny */
export async function newBegaranPage(visit: Visit): Promise<Response> {
  return showNew(visit, { values: { ankomst: visit.today, satt: 'epost' }, errors: [] })
}

async function showNew(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const mine = visit.actor.seats.filter((seat) => seat.role === 'registrator').map((seat) => seat.aktorId)
  const verdict = judge(begaranSteps, 'register', visit.actor, { state: 'inkommen', bodies: { agare: mine } })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const aktorer = (await listAktorer(visit.db, visit.today)).filter((aktor) => mine.includes(aktor.id))
  return visit.html(
    t('begaran.do.register'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={[{ href: '/begaranden', label: t('begaran.title') }, { label: t('begaran.do.register') }]} />
      <h1>{t('begaran.do.register')}</h1>
      <Form action="/begaranden/ny" form={form}>
        <Select
          form={form}
          name="myndighet"
          label={t('arenden.owner')}
          options={aktorer.map((aktor) => ({ value: aktor.id, label: aktor.name }))}
        />
        <DateField form={form} name="ankomst" label={t('begaran.received-on')} />
        <Choices
          form={form}
          name="satt"
          label={t('begaran.channel')}
          options={CHANNELS.map((value) => ({ value, label: t(`begaran.channel.${value}`) }))}
        />
        <TextArea form={form} name="vad" label={t('begaran.wanted')} rows={4} />
        <TextField
          form={form}
          name="vem"
          label={t('begaran.requester')}
          hint={t('begaran.requester-hint')}
          required={false}
        />
        <button type="submit">{t('begaran.do.register')}</button> <a href="/begaranden">{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/begaranden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /begaranden/ny */
export async function newBegaranAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const aktorId = fields.id('myndighet', 'arenden.owner') ?? ''
      const receivedOn = fields.day('ankomst', 'begaran.received-on') ?? ''
      const channel = fields.choice('satt', 'begaran.channel', CHANNELS)
      const wanted = fields.text('vad', 'begaran.wanted', { max: 4000 })
      const requester = fields.text('vem', 'begaran.requester', { max: 200, isOptional: true }) || null
      fields.done()
      const path = await performForm(
        visit,
        form,
        async (context) =>
          `/begaranden/${await registerBegaran(context, { aktorId, receivedOn, channel, requester, wanted })}`,
      )
      return visit.redirect(path, { notice: 'begaran-registrerad' })
    },
    (state) => showNew(visit, state),
  )
}

/** POST /begaranden/:id/handlingar */
export async function chooseHandlingarAction(visit: Visit): Promise<Response> {
  const begaranId = idParam(visit)
  return answerForm(
    visit,
    async (_fields, form) => {
      const given = form.values.handling
      const handlingIds = (typeof given === 'string' ? [given] : (given ?? [])).filter(isId)
      const path = await performForm(visit, form, async (context) => {
        await chooseHandlingar(context, { begaranId, handlingIds: [...handlingIds], expected: form.version })
        return `/begaranden/${begaranId}`
      })
      return visit.redirect(path, { notice: 'begaran-handlingar' })
    },
    (state) => showBegaran(visit, state),
  )
}

/** POST /begaranden/:id/handlingar/:handling */
export async function examineHandlingAction(visit: Visit): Promise<Response> {
  const begaranId = idParam(visit)
  const handlingId = idParam(visit, 'handling')
  // Asked before a file is taken, so that nobody else can fill the disk.
  demandBegaran(visit.actor, 'examine', await findBegaran(visit.db, visit.actor, begaranId))
  return answerForm(
    visit,
    async (fields, form) => {
      const outcome = fields.choice(`utfall-${handlingId}`, 'begaran.judge', OUTCOMES)
      const note = fields.text(`not-${handlingId}`, 'begaran.note', { max: 2000, isOptional: true })
      fields.done()
      const copy = outcome === 'maskad' ? await maskedCopy(visit, form, handlingId) : null
      const path = await performForm(visit, form, async (context) => {
        await examineHandling(context, { begaranId, handlingId, outcome, note, copy, expected: form.version })
        return `/begaranden/${begaranId}`
      })
      return visit.redirect(path, { notice: 'begaran-provad' })
    },
    (state) => showBegaran(visit, state),
  )
}

/** The copy that was masked by a person, or what was read in the original with its personnummer hidden. */
async function maskedCopy(
  visit: Visit,
  form: PostedForm,
  handlingId: string,
): Promise<{ sha256: string; bytes: number; name: string } | null> {
  if (form.file) {
    const { bytes } = form.file
    // The name of somebody's file may hold what was masked in it.
    const ending = /\.[a-z0-9]{1,5}$/i.exec(form.file.name)?.[0] ?? ''
    return { sha256: visit.files.put(bytes), bytes: bytes.length, name: `maskad-kopia${ending.toLowerCase()}` }
  }
  await findHandling(visit.db, visit.actor, handlingId)
  if (form.values[`kopia-${handlingId}`] !== 'text') {
    // With nothing else chosen, what goes out is the copy that the handling has already.
    const copy = (await maskadeKopior(visit.db, [handlingId])).get(handlingId)
    return copy ? { sha256: copy.sha256, bytes: visit.files.read(copy.sha256).length, name: copy.name } : null
  }
  const lasning = await findLasning(visit.db, handlingId)
  if (!lasning) return null
  const bytes = new TextEncoder().encode(maskPersonnummer(lasning.reading.text))
  return { sha256: visit.files.put(bytes), bytes: bytes.length, name: 'maskad-kopia.txt' }
}

/** POST /begaranden/:id/handlingar/:handling/kopia: the bytes; each time is told to the log before they go. */
export async function fetchCopyAction(visit: Visit): Promise<Response> {
  const input = { begaranId: idParam(visit), handlingId: idParam(visit, 'handling') }
  const who = { actor: visit.actor, at: visit.at, today: visit.today }
  const { sha256, name } = await visit.database.transaction((trx) => fetchCopy({ trx, ...who }, input))
  return new Response(visit.files.read(sha256) as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  })
}

/** POST /begaranden/:id/lamna-ut */
export async function releaseBegaranAction(visit: Visit): Promise<Response> {
  const begaranId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const reason = fields.text('skal-del', 'begaran.reason', { max: 4000, isOptional: true })
      const text = fields.text('beslut-del', 'begaran.beslut', { max: 10_000, isOptional: true })
      const on = fields.day('beslutsdag-del', 'begaran.beslut-on', { isOptional: text === '' })
      fields.done()
      const beslut: AppealableBeslut | null = text !== '' && on !== null ? { text, on } : null
      const path = await performForm(visit, form, async (context) => {
        await releaseBegaran(context, { begaranId, reason, beslut, expected: form.version })
        return `/begaranden/${begaranId}`
      })
      return visit.redirect(path, { notice: 'begaran-utlamnad' })
    },
    (state) => showBegaran(visit, state),
  )
}

/** POST /begaranden/:id/avsla */
export async function refuseBegaranAction(visit: Visit): Promise<Response> {
  const begaranId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const reason = fields.text('skal', 'begaran.reason', { max: 4000 })
      const text = fields.text('beslut', 'begaran.beslut', { max: 10_000 })
      const on = fields.day('beslutsdag', 'begaran.beslut-on') ?? ''
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await refuseBegaran(context, { begaranId, reason, beslut: { text, on }, expected: form.version })
        return `/begaranden/${begaranId}`
      })
      return visit.redirect(path, { notice: 'begaran-avslagen' })
    },
    (state) => showBegaran(visit, state),
  )
}
