import { createElement } from 'react'
import { newId } from '../db/index.ts'
import { Conflict, Denied, Invalid, NotFound } from '../errors/index.ts'
import { RefusalText } from '../html/index.ts'
import { errorBody } from './error-body.ts'
import { FORM_BYTES, TooLarge } from './form-data.ts'
import type { Visit } from './visit.ts'

/** PostgreSQL's codes for "try again": lock and statement timeouts, serialisation, deadlock, too many connections, shutting down. */
const BUSY = new Set([
  '55P03',
  '57014',
  '40001',
  '40P01',
  '53300',
  '57P01',
  '57P03',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
])

/** What `pg` says, without a code, when no connection became free in time or the server hung up in the middle of a question. */
const NO_CONNECTION = /^(?:timeout exceeded when trying to connect|Connection terminated)/

/** The database is there but cannot answer now, or is not there for the moment. */
export function isBusy(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return (typeof code === 'string' && BUSY.has(code)) || (typeof message === 'string' && NO_CONNECTION.test(message))
}

/** The one place where an error becomes a page. */
export function answerError(
  visit: Visit,
  error: unknown,
  report: (reference: string, error: unknown) => void,
): Response {
  const { t } = visit
  const page = (status: number, ...lines: Parameters<typeof errorBody>[2][]): Response =>
    visit.html(t(`error.title.${status}`), errorBody(visit, `error.title.${status}`, ...lines), { status })
  if (error instanceof Denied) {
    const status = error.refusal.reason === 'not-signed-in' ? 401 : 403
    return page(
      status,
      createElement(RefusalText, { refusal: error.refusal }),
      createElement('code', null, error.refusal.act),
    )
  }
  if (error instanceof NotFound) return page(404, t('error.404'))
  if (error instanceof Conflict) return page(409, t('error.409'))
  if (error instanceof Invalid) return page(400, ...error.errors.map((one) => t(one.key, one.values)))
  if (error instanceof TooLarge) {
    const max = error.what === 'file' ? visit.maxUploadBytes : FORM_BYTES
    return page(413, t(`error.413.${error.what}`, { max: Math.round(max / 1024 / 1024) }))
  }
  const reference = newId()
  report(reference, error)
  if (isBusy(error)) return page(503, t('error.503'))
  return page(500, t('error.500', { reference }))
}
