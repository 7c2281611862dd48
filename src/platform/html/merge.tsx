import { diffWordsWithSpace } from 'diff'
import { useView } from './context.ts'
import { ErrorSummary, Form, type FormState, TextArea } from './form.tsx'

/** Words taken away and put in between two texts; screen readers are told which is which. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const { t } = useView()
  return (
    <>
      {diffWordsWithSpace(before, after).map((part, index) => {
        const key = `${index} ${part.value.length}`
        if (part.added)
          return (
            <ins key={key}>
              <span className="visually-hidden">{t('html.inserted')} </span>
              {part.value}
            </ins>
          )
        if (part.removed)
          return (
            <del key={key}>
              <span className="visually-hidden">{t('html.deleted')} </span>
              {part.value}
            </del>
          )
        return <span key={key}>{part.value}</span>
      })}
    </>
  )
}

export interface MergeField {
  name: string
  label: string
  mine: string
  theirs: string
  isLong?: boolean
}

/**
 * Two people changed the same thing. Nothing has been overwritten: here stands what the other one saved, what you wrote, and the
 * difference; you save the two as one, on top of the version that is there now.
 */
export function MergePage(props: {
  action: string
  title: string
  currentVersion: number
  fields: MergeField[]
  /** Further values of the form that must go along unchanged. */
  kept: Record<string, string | readonly string[]>
  cancelHref: string
}) {
  const { t } = useView()
  const differing = props.fields.filter((field) => field.mine !== field.theirs)
  const form: FormState = {
    values: Object.fromEntries(props.fields.map((field) => [field.name, field.mine])),
    errors: [],
  }
  return (
    <>
      <ErrorSummary errors={[]} />
      <h1>{props.title}</h1>
      <div className="notice warn" role="alert">
        <p>
          <strong>{t('html.merge-title')}</strong> {t('html.merge-explain')}
        </p>
      </div>
      {differing.map((field) => (
        <section className="merge" key={field.name} aria-label={field.label}>
          <div className="card">
            <h2>
              {field.label}: {t('html.merge-theirs')}
            </h2>
            <p>{field.theirs}</p>
          </div>
          <div className="card">
            <h2>{t('html.merge-mine')}</h2>
            <p>{field.mine}</p>
          </div>
          <div className="card">
            <h2>{t('html.merge-diff')}</h2>
            <p>
              <WordDiff before={field.theirs} after={field.mine} />
            </p>
          </div>
        </section>
      ))}
      <Form action={props.action} version={props.currentVersion} form={form}>
        {Object.entries(props.kept).flatMap(([name, value]) =>
          (typeof value === 'string' ? [value] : value).map((one) => (
            <input key={`${name} ${one}`} type="hidden" name={name} value={one} />
          )),
        )}
        {props.fields.map((field) => (
          <TextArea key={field.name} form={form} name={field.name} label={field.label} rows={field.isLong ? 8 : 2} />
        ))}
        <button type="submit">{t('html.merge-save')}</button>{' '}
        <a href={props.cancelHref}>{t('html.merge-keep-theirs')}</a>
      </Form>
    </>
  )
}
