import { type ReceivedFile, receiveFile } from '../../handlingar/index.ts'
import { Choices, DateField, type FormState, TextField, useView } from '../../platform/html/index.ts'
import type { FieldReader, PostedForm, Visit } from '../../platform/http/index.ts'

/** The fields that every form for an incoming document has: the file or the word that it is on paper, arrival day, sender, title. */
export function IncomingFields({ form, maxMb }: { form: FormState; maxMb: number }) {
  const { t } = useView()
  const isBad = form.errors.some((error) => error.field === 'fil')
  return (
    <>
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

/**
 * Reads them; throws when one cannot be used. Only then is the file stored: an original that no row points at is found by nobody and
 * thinned out by no rule, whatever it holds about people, and a form shown again asks for the file anew in any case.
 */
export function readIncoming(
  visit: Visit,
  fields: FieldReader,
  form: PostedForm,
): { title: string; sender: string; receivedOn: string; file: ReceivedFile | null } {
  const isOnPaper = fields.choices('papper', 'handlingar.paper-choice', ['ja'], { isOptional: true }).length > 0
  const receivedOn = fields.day('ankomst', 'handlingar.received-on') ?? ''
  const sender = fields.text('avsandare', 'handlingar.sender', { max: 200 })
  const title = fields.text('titel', 'handlingar.title', { max: 300 })
  if (!form.file && !isOnPaper) fields.fail('fil', 'handlingar.file-missing', 'handlingar.upload')
  fields.done()
  const file = form.file ? receiveFile(visit.files, form.file) : null
  return { title, sender, receivedOn, file }
}
