import { receiveFile } from '../../handlingar/index.ts'
import { Conflict, Invalid, NotFound } from '../../platform/errors/index.ts'
import { recordFile } from '../../platform/files/file-store.ts'
import { Day, ErrorSummary, Form, type FormState, type FormValues, KeyValues } from '../../platform/html/index.ts'
import { FieldReader, Limiter, performForm, type Visit } from '../../platform/http/index.ts'
import { type ProgramText, readText } from '../../trygghetsprogram/index.ts'
import { answerByLink } from '../answer-by-link.ts'
import { dueOf, type Fraga, findInstans, type Instans, listFragor, type Remiss } from '../store.ts'
import { findByToken, linkActor, noteFile, type Svarslank, type SvarslankDraft, saveDraft } from '../svarslank-store.ts'
import { resolveAnkare } from '../write-synpunkt.ts'
import { AnkareLabel, useKinds } from './labels.tsx'
import { Missiv } from './remiss-pages.tsx'
import { morePoints, ProgramFold, readSvara, SvaraForm, type SvaraInput } from './svara-form.tsx'

/** Wrong tokens, all together, before the answer is only "wait": 2^256 cannot be guessed, but the asking costs. */
const wrong = new Limiter(300)
/** How often one link may be written to. */
const writes = new Limiter(120)

/** Nothing here is for a search engine, and the address is a secret. */
// The address is kept from other sites by the referrer policy of every page; a stricter one would have browsers send the form as if
// it came from nowhere (`Origin: null`), and it would be refused.
const HEADERS = { 'x-robots-tag': 'noindex, nofollow' }

interface Answering {
  link: Svarslank
  instans: Instans
  remiss: Remiss
  fragor: Fraga[]
  text: ProgramText
}

/** Everything that the holder of the link may see: this remiss, as its instance. Null for a token that opens nothing. */
async function load(visit: Visit): Promise<Answering | null> {
  const link = await findByToken(visit.db, visit.param('token'), visit.today)
  if (!link) return null
  const { instans, remiss } = await findInstans(visit.db, linkActor(link), link.instansId)
  return {
    link,
    instans,
    remiss,
    fragor: await listFragor(visit.db, remiss.id),
    text: await readText(visit.db, remiss.programVersionId),
  }
}

/** The same answer whether the link is wrong, too old, revoked or nonsense. */
function notValid(visit: Visit): Response {
  const { t } = visit
  const status = wrong.allows('fel', visit.at) ? 404 : 429
  return visit.html(
    t('svara.not-valid'),
    <>
      <h1>{t('svara.not-valid')}</h1>
      <p>{t(status === 404 ? 'svara.not-valid-explain' : 'svara.wait')}</p>
    </>,
    { status, headers: status === 429 ? { ...HEADERS, 'retry-after': '3600' } : HEADERS },
  )
}

function path(visit: Visit, last = ''): string {
  return `/svara/${encodeURIComponent(visit.param('token'))}${last}`
}

/** GET /svara/:token: the remiss and the form, or the receipt when the answer has been sent */
export async function svaraPage(visit: Visit): Promise<Response> {
  const found = await load(visit)
  if (!found) return notValid(visit)
  if (found.link.usedAt !== null) return showReceipt(visit, found)
  return showForm(visit, found, { values: found.link.draft?.values ?? {}, errors: [] })
}

function Head({ found, visit }: { found: Answering; visit: Visit }) {
  const { t } = visit
  const { remiss, instans } = found
  const due = dueOf(instans, remiss)
  return (
    <KeyValues
      rows={[
        [t('svara.for'), instans.aktorName],
        [t('remiss.sender'), remiss.ownerName],
        [t('svar.senders-dnr'), remiss.diarienummer],
        [t('remiss.svar-senast'), due && <Day key="d" day={due} />],
      ]}
    />
  )
}

function showForm(visit: Visit, found: Answering, form: FormState): Response {
  const { t } = visit
  const { link, instans, remiss, fragor, text } = found
  const isOpen = instans.lage === 'skickad' || instans.lage === 'mottagen'
  return visit.html(
    t('svara.title', { title: remiss.title }),
    <>
      <ErrorSummary errors={form.errors} />
      <h1>{t('svara.title', { title: remiss.title })}</h1>
      <Head found={found} visit={visit} />
      <p>{t('svara.lead')}</p>
      <h2>{t('remiss.missiv')}</h2>
      <Missiv view={{ remiss, fragor, text }} />
      <ProgramFold text={text} />
      <h2>{t('svara.your-answer')}</h2>
      {isOpen ? (
        <SvaraForm link={link} form={form} text={text} action={path(visit)} />
      ) : (
        <p className="notice warn">{t('svara.begun-elsewhere')}</p>
      )}
    </>,
    { status: form.errors.length > 0 ? 400 : 200, headers: HEADERS },
  )
}

function showReceipt(visit: Visit, found: Answering): Response {
  const { t } = visit
  const { remiss, link } = found
  return visit.html(
    t('svara.receipt'),
    <>
      <h1>{t('svara.receipt')}</h1>
      <p>{t('svara.receipt-explain', { title: remiss.title, sender: remiss.ownerName })}</p>
      <Head found={found} visit={visit} />
      <p className="meta">{t('svara.receipt-id', { id: link.id })}</p>
    </>,
    { headers: HEADERS },
  )
}

/** What was typed, without what the form carries for itself. */
function typed(values: FormValues): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || ['kvitto', 'version', 'steg', 'utan-fil'].includes(name)
        ? []
        : [[name, typeof value === 'string' ? value : [...value]]],
    ),
  )
}

/** Reads the draft as it stands, also that quotations are where they say; throws {@link Invalid}. */
async function readDraft(visit: Visit, found: Answering, draft: SvarslankDraft): Promise<SvaraInput> {
  const fields = new FieldReader(draft.values, visit.t)
  const input = readSvara(fields, draft.values, draft.file !== null)
  fields.done()
  await visit.database.transaction(async (trx) => {
    for (const point of input.points)
      await resolveAnkare(trx, found.remiss.programVersionId, point.ankare, point.prefix)
  })
  return input
}

/** POST /svara/:token: keeps what was typed, and shows it for checking – or again, with more room or with what is wrong */
export async function svaraAction(visit: Visit): Promise<Response> {
  const found = await load(visit)
  if (!found) return notValid(visit)
  if (found.link.usedAt !== null) return visit.redirect(path(visit))
  if (!writes.allows(found.link.id, visit.at)) return tooOften(visit)
  const form = await visit.form()
  const values = typed(form.values)
  const isMore = form.values.steg === 'fler'
  if (isMore) values.punkter = String(morePoints(form.values))
  const kept = form.values['utan-fil'] === 'ja' ? null : (found.link.draft?.file ?? null)
  const file = form.file ? { sha256: visit.files.put(form.file.bytes), name: form.file.name } : kept
  const draft: SvarslankDraft = { values, file }
  await visit.database.transaction(async (trx) => {
    if (form.file && file) {
      await recordFile(trx, { sha256: file.sha256, bytes: form.file.bytes.length }, visit.at)
      await noteFile(trx, found.link.id, file.sha256, visit.at)
    }
    await saveDraft(trx, found.link.id, draft)
  })
  if (isMore) return visit.redirect(path(visit))
  try {
    await readDraft(visit, found, draft)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return showForm(visit, { ...found, link: { ...found.link, draft } }, { values, errors: error.errors })
  }
  return visit.redirect(path(visit, '/kontrollera'))
}

function tooOften(visit: Visit): Response {
  const { t } = visit
  return visit.html(t('svara.not-valid'), <p>{t('svara.wait')}</p>, {
    status: 429,
    headers: { ...HEADERS, 'retry-after': '3600' },
  })
}

/** GET /svara/:token/kontrollera: everything as it will be sent */
export async function checkSvaraPage(visit: Visit): Promise<Response> {
  const found = await load(visit)
  if (!found) return notValid(visit)
  const { draft, usedAt } = found.link
  if (usedAt !== null || draft === null) return visit.redirect(path(visit))
  try {
    return showCheck(visit, found, await readDraft(visit, found, draft))
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return showForm(visit, found, { values: draft.values, errors: error.errors })
  }
}

function showCheck(visit: Visit, found: Answering, input: SvaraInput): Response {
  const { t } = visit
  const file = found.link.draft?.file ?? null
  return visit.html(
    t('svara.check-title'),
    <>
      <h1>{t('svara.check-title')}</h1>
      <p>{t('svara.check-lead')}</p>
      <Head found={found} visit={visit} />
      <KeyValues
        rows={[
          [t('svara.own-dnr'), input.diarienummer || null],
          [t('svara.file'), file?.name ?? null],
        ]}
      />
      <h2>{t('svara.summary')}</h2>
      <p className="card" lang="sv">
        {input.sammanfattning || t('svara.no-summary')}
      </p>
      <h2>{t('svara.points')}</h2>
      <CheckPoints points={input.points} found={found} />
      <Form action={path(visit, '/skicka')}>
        <button type="submit">{t('svara.send')}</button> <a href={path(visit)}>{t('svara.change')}</a>
      </Form>
    </>,
    { headers: HEADERS },
  )
}

function CheckPoints({ points, found }: { points: SvaraInput['points']; found: Answering }) {
  const kinds = useKinds()
  return (
    <ol>
      {points.map((point) => (
        <li key={point.prefix}>
          <p className="meta">
            {kinds(point)} ·{' '}
            <AnkareLabel
              ankare={
                point.ankare.type === 'passage'
                  ? { ...point.ankare, quote: point.ankare.quote || null, start: null, end: null }
                  : point.ankare
              }
              text={found.text}
              versionId={found.remiss.programVersionId}
            />
          </p>
          <p lang="sv">{point.text}</p>
        </li>
      ))}
    </ol>
  )
}

/** POST /svara/:token/skicka */
export async function sendSvaraAction(visit: Visit): Promise<Response> {
  const found = await load(visit)
  if (!found) return notValid(visit)
  const { link } = found
  const { draft } = link
  if (link.usedAt !== null || draft === null) return visit.redirect(path(visit))
  if (!writes.allows(link.id, visit.at)) return tooOften(visit)
  const form = await visit.form()
  try {
    const input = await readDraft(visit, found, draft)
    const file = draft.file
      ? receiveFile(visit.files, { name: draft.file.name, bytes: visit.files.read(draft.file.sha256) })
      : null
    const answer = {
      ...input,
      sammanfattning: input.sammanfattning || (file ? visit.t('svara.see-file', { name: file.name }) : ''),
      file,
    }
    await performForm(visit, form, async (context) => {
      await answerByLink(context, link.id, answer)
      return path(visit)
    })
  } catch (error) {
    if (error instanceof Invalid) return showForm(visit, found, { values: draft.values, errors: error.errors })
    // Sent by somebody else with the same link, or begun with an account, in the same moment: the page says how it stands.
    if (!(error instanceof Conflict) && !(error instanceof NotFound)) throw error
  }
  return visit.redirect(path(visit))
}
