import type { ReactNode } from 'react'
import type { FieldError } from '../errors/index.ts'
import { useView } from './context.ts'

/** What was typed, by field name, so that a form shown again has lost nothing. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>

export interface FormState {
  values: FormValues
  errors: readonly FieldError[]
}

export const emptyForm: FormState = { values: {}, errors: [] }

export function fieldId(name: string): string {
  return `falt-${name}`
}

function single(values: FormValues, name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** The list of errors on top, each a link to its field. Takes the focus when the page is opened. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const { t } = useView()
  if (errors.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} id="felsammanfattning" data-focus="">
      <h2>{t('html.errors', { n: errors.length })}</h2>
      <ul>
        {errors.map((error) => (
          <li key={`${error.field} ${error.key}`}>
            <a href={`#${fieldId(error.field)}`}>{t(error.key, error.values)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface FieldProps {
  form: FormState
  name: string
  label: string
  hint?: ReactNode
  required?: boolean
}

function Messages({ form, name, hint }: { form: FormState; name: string; hint?: ReactNode }) {
  const { t } = useView()
  const error = form.errors.find((candidate) => candidate.field === name)
  return (
    <>
      {hint && (
        <span className="hint" id={`${fieldId(name)}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span className="error" id={`${fieldId(name)}-fel`}>
          <span className="visually-hidden">{t('html.error')}: </span>
          {t(error.key, error.values)}
        </span>
      )}
    </>
  )
}

function describedBy({ form, name, hint }: FieldProps): { 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const isBad = form.errors.some((error) => error.field === name)
  const ids = [hint ? `${fieldId(name)}-hint` : '', isBad ? `${fieldId(name)}-fel` : ''].filter(Boolean).join(' ')
  return { ...(ids && { 'aria-describedby': ids }), ...(isBad && { 'aria-invalid': true }) }
}

function Label({ name, label, required }: FieldProps) {
  const { t } = useView()
  return (
    <label htmlFor={fieldId(name)}>
      {label}
      {required === false && <span className="meta"> ({t('html.optional')})</span>}
    </label>
  )
}

function wrapClass({ form, name }: FieldProps): string {
  return form.errors.some((error) => error.field === name) ? 'field bad' : 'field'
}

export function TextField(props: FieldProps & { autoComplete?: string; inputMode?: 'text' | 'numeric' }) {
  return (
    <div className={wrapClass(props)}>
      <Label {...props} />
      <Messages {...props} />
      <input
        id={fieldId(props.name)}
        name={props.name}
        type="text"
        defaultValue={single(props.form.values, props.name)}
        autoComplete={props.autoComplete ?? 'off'}
        inputMode={props.inputMode}
        {...describedBy(props)}
      />
    </div>
  )
}

export function TextArea(props: FieldProps & { rows?: number }) {
  return (
    <div className={wrapClass(props)}>
      <Label {...props} />
      <Messages {...props} />
      <textarea
        id={fieldId(props.name)}
        name={props.name}
        rows={props.rows ?? 5}
        defaultValue={single(props.form.values, props.name)}
        {...describedBy(props)}
      />
    </div>
  )
}

/** A day. A text field, since the browser's own date field takes no pasted "12 oktober 2026". */
export function DateField(props: FieldProps) {
  const { t } = useView()
  return <TextField {...props} hint={props.hint ?? t('html.date-hint')} />
}

export interface Option {
  value: string
  label: string
}

export function Select(props: FieldProps & { options: Option[]; empty?: string }) {
  return (
    <div className={wrapClass(props)}>
      <Label {...props} />
      <Messages {...props} />
      <select
        id={fieldId(props.name)}
        name={props.name}
        defaultValue={single(props.form.values, props.name)}
        {...describedBy(props)}
      >
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Radio buttons (one) or check boxes (many) with a common question. */
export function Choices(props: FieldProps & { options: Option[]; many?: boolean; isInline?: boolean }) {
  const given = props.form.values[props.name]
  const chosen = given === undefined ? [] : typeof given === 'string' ? [given] : given
  return (
    <fieldset
      className={props.isInline ? `${wrapClass(props)} choices-inline` : wrapClass(props)}
      id={fieldId(props.name)}
      tabIndex={-1}
      {...describedBy(props)}
    >
      <legend>{props.label}</legend>
      <Messages {...props} />
      {props.options.map((option) => (
        <div className="choice" key={option.value}>
          <input
            type={props.many ? 'checkbox' : 'radio'}
            id={`${fieldId(props.name)}-${option.value}`}
            name={props.name}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
          />
          <label htmlFor={`${fieldId(props.name)}-${option.value}`}>{option.label}</label>
        </div>
      ))}
    </fieldset>
  )
}

/** A form that posts. Carries the receipt, and the version that was shown when the item is edited. */
export function Form(props: {
  action: string
  version?: number
  upload?: boolean
  form?: FormState
  className?: string
  label?: string
  /** Saved as it is typed, outside the record. */
  isAutosaved?: boolean
  children: ReactNode
}) {
  const { newReceipt } = useView()
  const kept = props.form?.values.kvitto
  return (
    <form
      method="post"
      action={props.action}
      className={props.className}
      aria-label={props.label}
      data-autosave={props.isAutosaved ? '' : undefined}
      encType={props.upload ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name="kvitto" value={typeof kept === 'string' && kept !== '' ? kept : newReceipt()} />
      {props.version !== undefined && <input type="hidden" name="version" value={props.version} />}
      {props.children}
    </form>
  )
}
