/**
 * The four ways an act can be turned down. Everything else that is thrown is a bug and becomes a 500 with a reference
 * number and no detail. They are translated to a page or problem+json in one place: `platform/http/answer-error.ts`.
 */

/** A message for one form field; `key` is a text key, `values` fill its placeholders. */
export interface FieldError {
  field: string
  key: string
  values?: Record<string, string | number>
}

/** What was given cannot be used. Nothing has been written; the form is shown again with everything that was typed. */
export class Invalid extends Error {
  override readonly name = 'Invalid'
  constructor(readonly errors: FieldError[]) {
    super(errors.map((error) => `${error.field}: ${error.key}`).join(', '))
  }
}

/** The actor may not do this, and which rule says so. */
export class Denied extends Error {
  override readonly name = 'Denied'
  constructor(readonly refusal: Refusal) {
    super(`${refusal.act}: ${refusal.reason}`)
  }
}

/** Why an act is refused; `values` fill the text `refusal.<reason>`. */
export interface Refusal {
  /** `remiss.send`, `svar.register` … */
  act: string
  reason: 'not-signed-in' | 'role' | 'relation' | 'step' | 'incomplete' | 'reason-missing'
  values?: Record<string, string>
  /** Text keys of what is missing, for `incomplete`. */
  missing?: string[]
}

/** No such thing – or one whose existence the actor may not know of. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/** Somebody saved the same thing in between. `current` is what stands there now, for the merge page. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
  constructor(
    readonly what: string,
    readonly currentVersion: number,
  ) {
    super(`${what} was changed to version ${currentVersion} in between`)
  }
}
