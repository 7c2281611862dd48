import { isMail, proposeFromMail, type ReceivedFile, receiveFile, receiveMail } from '../../handlingar/index.ts'
import { keepFile, keptFile } from '../../platform/files/pending-file.ts'
import { Choices, DateField, type FormState, TextField, useView } from '../../platform/html/index.ts'
import { type FieldReader, isId, type PostedForm, type Visit } from '../../platform/http/index.ts'

/** The fields that every form for an incoming document has: the file or the word that it is on paper, arrival day, sender, title. */
export function IncomingFields({ form, maxMb }: { form: FormState; maxMb: number }) {
  const { t } = useView()
  const isBad = form.errors.some((error) => error.field === 'fil')
  const kept = form.values.mottagen
  return (
    <>
      {typeof kept === 'string' && kept !== '' && (
        <>
          <p className="notice" role="status">
            {t('handlingar.mail-read', { name: String(form.values['mottagen-namn'] ?? '') })}
          </p>
          <input type="hidden" name="mottagen" value={kept} />
          <input type="hidden" name="mottagen-namn" value={String(form.values['mottagen-namn'] ?? '')} />
        </>
      )}
      <div className={isBad ? 'field bad' : 'field'}>
        <label htmlFor="falt-fil">{t('handlingar.upload')}</label>
        <span className="hint" id="falt-fil-hint">
          {t('handlingar.upload-hint', { max: maxMb })}
        </span>
        {isBad && <span className="error">{t('handlingar.file-missing')}</span>}
        <input
          type="file"
          id="falt-fil"
          name="fil"
          aria-describedby="falt-fil-hint"
          aria-invalid={isBad || undefined}
        />
      </div>
      <Choices
        form={form}
        name="papper"
        label={t('handlingar.file')}
        many
        options={[{ value: 'ja', label: t('handlingar.paper-choice') }]}
      />
      <DateField form={form} name="ankomst" label={t('handlingar.received-on')} />
      <TextField form={form} name="avsandare" label={t('handlingar.sender')} />
      <TextField form={form} name="titel" label={t('handlingar.title')} />
    </>
  )
}

/** What a form for an incoming document is shown with from the beginning; a mail's own words replace only what is still as it was. */
export interface IncomingDefaults {
  ankomst: string
  avsandare: string
  titel: string
}

/**
 * A mail that comes as a file is opened once before it is registered: its sender, day and subject are put in the fields, and the form is
 * shown again with the file kept. Null when there is nothing to propose – no mail, a broken one, or the second time.
 */
export async function proposeIncoming(
  visit: Visit,
  form: PostedForm,
  defaults: IncomingDefaults,
): Promise<FormState | null> {
  if (!form.file || !isMail(form.file.name)) return null
  const proposal = await proposeFromMail(form.file, visit.today)
  const kept = proposal && (await keepFile(visit.db, visit.actor.id ?? '', form.file, visit.at))
  if (!proposal || !kept) return null
  const values: Record<string, string | readonly string[] | undefined> = { ...form.values, mottagen: kept }
  const put = (name: keyof IncomingDefaults, value: string | null): void => {
    const typed = String(form.values[name] ?? '').trim()
    if (value !== null && (typed === '' || typed === defaults[name])) values[name] = value
  }
  put('ankomst', proposal.receivedOn)
  put('avsandare', proposal.sender)
  put('titel', proposal.title)
  return { values: { ...values, 'mottagen-namn': form.file.name }, errors: [] }
}

/**
 * Reads the fields; throws when one cannot be used. The file may be a mail, chosen now or kept since the page before; what was attached
 * comes beside it. Only when all can be used is it stored: an original that no row points at is found by nobody and thinned out by no
 * rule, whatever it holds about people, and a form shown again asks for the file anew in any case.
 */
export async function readIncoming(
  visit: Visit,
  fields: FieldReader,
  form: PostedForm,
): Promise<{
  title: string
  sender: string
  receivedOn: string
  file: ReceivedFile | null
  attachments: ReceivedFile[]
  keptId: string | null
}> {
  const isOnPaper = fields.choices('papper', 'handlingar.paper-choice', ['ja'], { isOptional: true }).length > 0
  const receivedOn = fields.day('ankomst', 'handlingar.received-on') ?? ''
  const sender = fields.text('avsandare', 'handlingar.sender', { max: 200 })
  const title = fields.text('titel', 'handlingar.title', { max: 300 })
  const keptId = isId(form.values.mottagen as string) ? String(form.values.mottagen) : null
  const kept = keptId && !form.file ? await keptFile(visit.db, keptId, visit.actor.id ?? '') : null
  const upload = form.file ?? kept
  if (!upload && !isOnPaper) fields.fail('fil', 'handlingar.file-missing', 'handlingar.upload')
  fields.done()
  const common = { title, sender, receivedOn, keptId }
  if (!upload) return { ...common, file: null, attachments: [] }
  if (!isMail(upload.name)) return { ...common, file: receiveFile(visit.files, upload), attachments: [] }
  return { ...common, ...(await receiveMail(visit.files, upload)) }
}
