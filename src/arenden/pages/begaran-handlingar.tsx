import { Choices, Form, type FormState, State, TextField, useView } from '../../platform/html/index.ts'
import type { Begaran, BegaranHandling } from '../begaran-store.ts'
import { OUTCOMES } from '../model/begaran-steps.ts'

/** What was found: each handling with its judgement, and – while the request is tried – the form to judge it in. */
export function BegaranHandlingar(props: {
  begaran: Begaran
  handlingar: BegaranHandling[]
  form: FormState
  mayExamine: boolean
  mayFetch: boolean
}) {
  const { t } = useView()
  if (props.handlingar.length === 0) return <p className="meta">{t('begaran.no-handlingar')}</p>
  return (
    <>
      {props.handlingar.map((one) => (
        <OneHandling key={one.handling.id} {...props} one={one} />
      ))}
    </>
  )
}

function OneHandling(props: {
  begaran: Begaran
  one: BegaranHandling
  form: FormState
  mayExamine: boolean
  mayFetch: boolean
}) {
  const { t } = useView()
  const { begaran, one, mayExamine, mayFetch } = props
  const { handling } = one
  const base = `/begaranden/${begaran.id}/handlingar/${handling.id}`
  const hasFile = one.outcome === 'hel' ? handling.fileSha256 !== null : one.outcome === 'maskad'
  return (
    <section className="card" aria-label={handling.title}>
      <h3>
        <a href={`/handlingar/${handling.id}`}>{handling.title}</a>
      </h3>
      <p>
        {handling.sekretess && (
          <State tone="warn">
            {t('sekretess.mark')}, {handling.sekretess.provision}
          </State>
        )}{' '}
        <State tone={one.outcome === null ? 'warn' : one.outcome === 'vagrad' ? 'mute' : 'ok'}>
          {t(one.outcome === null ? 'begaran.not-judged' : `begaran.outcome.${one.outcome}`)}
        </State>
      </p>
      {one.note && <p className="prewrap">{one.note}</p>}
      {mayFetch && hasFile && (
        <Form action={`${base}/kopia`}>
          <p className="meta">{t('begaran.copy-logged')}</p>
          <button type="submit">{t('begaran.do.fetch-copy')}</button>
        </Form>
      )}
      {mayExamine && <ExamineForm begaran={begaran} one={one} form={props.form} action={base} />}
    </section>
  )
}

function ExamineForm(props: { begaran: Begaran; one: BegaranHandling; form: FormState; action: string }) {
  const { t } = useView()
  const { begaran, one, action } = props
  const { id } = one.handling
  const isMine = props.form.values[`utfall-${id}`] !== undefined
  const form: FormState = isMine
    ? props.form
    : { errors: props.form.errors, values: { [`utfall-${id}`]: one.outcome ?? '', [`not-${id}`]: one.note ?? '' } }
  return (
    <Form action={action} version={begaran.version} upload form={isMine ? form : undefined}>
      <Choices
        form={form}
        name={`utfall-${id}`}
        label={t('begaran.judge')}
        isInline
        options={OUTCOMES.map((value) => ({ value, label: t(`begaran.outcome.${value}`) }))}
      />
      <TextField
        form={form}
        name={`not-${id}`}
        label={t('begaran.note')}
        hint={t('begaran.note-hint')}
        required={false}
      />
      {one.hasMasked && (
        <p>
          {t('begaran.has-masked')} <a href={`/handlingar/${id}/maskerad`}>{t('maskering.copy')}</a>
        </p>
      )}
      <div className="field">
        <label htmlFor={`fil-${id}`}>{t('begaran.copy-file')}</label>
        <input type="file" id={`fil-${id}`} name="fil" />
      </div>
      <Choices
        form={form}
        name={`kopia-${id}`}
        label={t('begaran.copy-or')}
        many
        options={[{ value: 'text', label: t('begaran.copy-text') }]}
      />
      <button type="submit">{t('begaran.save-judgement')}</button>
    </Form>
  )
}
