import type { FormState } from '../../platform/html/index.ts'
import { Form, TextArea, TextField, useView } from '../../platform/html/index.ts'
import type { FieldReader } from '../../platform/http/index.ts'
import { PassageView, type ProgramText } from '../../trygghetsprogram/index.ts'
import type { Svarslank } from '../svarslank-store.ts'
import type { SynpunktInput } from '../write-synpunkt.ts'
import { readSynpunkt, SynpunktPlace, SynpunktText } from './synpunkt-pages.tsx'

/** Points on the page before anybody asks for more, and how many more each time. */
const POINTS = 3
export const MAX_POINTS = 60

/** What comes before the names of a point's fields. */
export function pointPrefix(nr: number): string {
  return `s${nr}-`
}

/** How many points the form has: those that were typed in, rounded up to whole threes, or as many as were asked for. */
export function pointCount(values: FormState['values']): number {
  const asked = Number(values.punkter)
  const count = Number.isInteger(asked) ? asked : POINTS
  return Math.min(Math.max(count, POINTS), MAX_POINTS)
}

export function morePoints(values: FormState['values']): number {
  return Math.min(pointCount(values) + POINTS, MAX_POINTS)
}

/** A block in which nothing has been typed or chosen is no point. */
function isTouched(values: FormState['values'], prefix: string): boolean {
  return ['text', 'slag', 'passage', 'citat', 'avsnitt', 'plats'].some((name) => {
    const value = values[`${prefix}${name}`]
    return value !== undefined && String(value).trim() !== ''
  })
}

export interface SvaraInput {
  diarienummer: string
  sammanfattning: string
  points: (SynpunktInput & { prefix: string })[]
}

/** Reads the whole form; what is wrong is told at its field. Something must be said, in words, as points or in a file. */
export function readSvara(fields: FieldReader, values: FormState['values'], hasFile: boolean): SvaraInput {
  const points: SvaraInput['points'] = []
  for (let nr = 1; nr <= pointCount(values); nr++) {
    const prefix = pointPrefix(nr)
    if (isTouched(values, prefix)) points.push({ ...readSynpunkt(fields, prefix, 'forvaltningen'), prefix })
  }
  const sammanfattning = fields.text('sammanfattning', 'svara.summary', { max: 20_000, isOptional: true })
  const diarienummer = fields.text('diarienummer', 'svara.own-dnr', { max: 80, isOptional: true })
  if (sammanfattning === '' && points.length === 0 && !hasFile)
    fields.fail('sammanfattning', 'svara.empty', 'svara.summary')
  return { diarienummer, sammanfattning, points }
}

/** The form of an instance without an account. One page, no script, no session: what is typed is kept with the link. */
export function SvaraForm({
  link,
  form,
  text,
  action,
}: {
  link: Svarslank
  form: FormState
  text: ProgramText
  action: string
}) {
  const { t } = useView()
  const count = pointCount(form.values)
  const file = link.draft?.file ?? null
  return (
    <Form action={action} upload form={form} label={t('svara.form')}>
      <input type="hidden" name="punkter" value={count} />
      <TextArea
        form={form}
        name="sammanfattning"
        label={t('svara.summary')}
        hint={t('svara.summary-hint')}
        required={false}
        rows={8}
      />
      <TextField
        form={form}
        name="diarienummer"
        label={t('svara.own-dnr')}
        hint={t('svara.own-dnr-hint')}
        required={false}
      />
      <h2>{t('svara.points')}</h2>
      <p>{t('svara.points-hint')}</p>
      {Array.from({ length: count }, (_, at) => at + 1).map((nr) => (
        <details key={nr} open={isTouched(form.values, pointPrefix(nr)) || nr === 1}>
          <summary>{t('svara.point', { nr })}</summary>
          <SynpunktText form={form} text={text} prefix={pointPrefix(nr)} />
          <SynpunktPlace form={form} text={text} prefix={pointPrefix(nr)} hasSource={false} />
        </details>
      ))}
      {count < MAX_POINTS && (
        <button type="submit" name="steg" value="fler" className="btn alt">
          {t('svara.more')}
        </button>
      )}
      <h2>{t('svara.file')}</h2>
      {file && (
        <p>
          {t('svara.file-kept', { name: file.name })}{' '}
          <label>
            <input type="checkbox" name="utan-fil" value="ja" /> {t('svara.file-remove')}
          </label>
        </p>
      )}
      <div className="field">
        <label htmlFor="falt-fil">{t('svara.file-label')}</label>
        <span className="hint" id="falt-fil-hint">
          {t('svara.file-hint')}
        </span>
        <input type="file" id="falt-fil" name="fil" aria-describedby="falt-fil-hint" />
      </div>
      <button type="submit" name="steg" value="kontrollera">
        {t('svara.check')}
      </button>
    </Form>
  )
}

/** The text that is answered, folded together so that the form is not far away on a phone. */
export function ProgramFold({ text }: { text: ProgramText }) {
  const { t } = useView()
  return (
    <details className="card official" lang="sv">
      <summary>{t('svara.read-programme')}</summary>
      {text.avsnitt.map((avsnitt) => (
        <section key={avsnitt.id}>
          <h2>
            {avsnitt.number} {avsnitt.title}
          </h2>
          {avsnitt.passages.map((passage) => (
            <PassageView key={passage.id} passage={passage} extras={{}} />
          ))}
        </section>
      ))}
    </details>
  )
}
