import { isId } from '../db/index.ts'
import { Invalid } from '../errors/index.ts'
import type { FormValues } from '../html/index.ts'

/** A file that came with a form, exactly as sent. */
export interface Upload {
  name: string
  bytes: Uint8Array
}

/** A posted form: text values, at most one file, the receipt and the version that was shown. */
export interface PostedForm {
  values: FormValues
  file: Upload | null
  receipt: string
  version: number
}

/** The body is larger than is received: a form with a file, or one with nothing but text. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
  constructor(readonly what: 'file' | 'text') {
    super(`the ${what} is larger than is received`)
  }
}

/** What a form may hold beside its file. */
export const FORM_BYTES = 6 * 1024 * 1024
const MAX_FIELDS = 500
/** So much of what is too large is read and thrown away, so that the browser hears why. Beyond it the connection is cut. */
const DRAINED_BYTES = 100 * 1024 * 1024

/** Reads a form; urlencoded or multipart, bounded in bytes while it streams and in number of fields. */
export async function readForm(request: Request, maxUploadBytes: number): Promise<PostedForm> {
  const type = request.headers.get('content-type') ?? ''
  const isMultipart = type.startsWith('multipart/form-data')
  const bytes = await readBounded(request, isMultipart ? maxUploadBytes + FORM_BYTES : FORM_BYTES)
  if (!bytes) throw new TooLarge(isMultipart ? 'file' : 'text')
  let data: FormData
  try {
    data = await new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': type || 'application/x-www-form-urlencoded' },
    }).formData()
  } catch {
    throw new Invalid([{ field: 'formular', key: 'error.form' }])
  }
  const values: Record<string, string | string[]> = Object.create(null)
  let file: Upload | null = null
  let count = 0
  for (const [name, value] of data) {
    if (++count > MAX_FIELDS) throw new Invalid([{ field: 'formular', key: 'error.form' }])
    if (typeof value !== 'string') {
      if (value.size > maxUploadBytes) throw new TooLarge('file')
      if (value.name !== '' || value.size > 0)
        file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) }
      continue
    }
    const text = cleanText(value)
    const before = values[name]
    values[name] = before === undefined ? text : typeof before === 'string' ? [before, text] : [...before, text]
  }
  const receipt = values.kvitto
  const version = Number(values.version)
  // Room is left for the version that comes after it.
  return {
    values,
    file,
    receipt: isId(receipt as string) ? (receipt as string) : '',
    version: Number.isInteger(version) && version > 0 && version < 2 ** 31 - 1 ? version : 0,
  }
}

/**
 * What is saved is NFC with line feeds. Control characters and lone surrogates become U+FFFD here and are refused by the field
 * checks with a message; a NUL would otherwise be an error from the database.
 */
function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '\uFFFD')
    .toWellFormed()
    .normalize('NFC')
}

/** Null when the limit is passed. Reads to the end even then, so that the browser gets the answer instead of a broken connection. */
async function readBounded(request: Request, limit: number): Promise<Uint8Array | null> {
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size <= limit) chunks.push(value)
    else chunks.length = 0
    if (size > Math.max(limit * 4, DRAINED_BYTES)) {
      await reader.cancel().catch(() => {})
      break
    }
  }
  if (size > limit) return null
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
