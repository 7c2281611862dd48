import { decodeText } from '../platform/files/decode-text.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { findPersonnummer, maskPersonnummer } from '../platform/guard/personnummer.ts'
import { type Reading, readDocument } from './model/lasning/index.ts'

/** A file as it was received: the original safely stored, and what a machine could make of it. */
export interface ReceivedFile {
  sha256: string
  bytes: number
  name: string
  mediaType: string
  unreadable: string | null
  encoding: string
  reading: Reading | null
  hasPersonnummer: boolean
}

const MEDIA_TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}
/** A longer text is kept and shown, but not searched for fields: no statement of opinion is half a million characters long. */
const MAX_READ = 500_000

/**
 * Stores the original as it is and reads it. Never refuses anything: what cannot be read as text is kept and marked, so that the
 * registrator can ask for a readable copy (OSL 5 kap., a document that has come in is registered).
 */
export function receiveFile(files: FileStore, upload: { name: string; bytes: Uint8Array }): ReceivedFile {
  const sha256 = files.put(upload.bytes)
  const decoded = decodeText(upload.bytes)
  const name = cleanFileName(upload.name)
  // The name is shown on every page of the document; the number in it is marked like one in the text, and masked.
  const isInName = findPersonnummer(name).length > 0
  const base = { sha256, bytes: upload.bytes.length, name: maskPersonnummer(name) }
  if (!decoded.ok) {
    return {
      ...base,
      mediaType: MEDIA_TYPES[decoded.reason] ?? 'application/octet-stream',
      unreadable: decoded.reason,
      encoding: '',
      reading: null,
      hasPersonnummer: isInName,
    }
  }
  return {
    ...base,
    mediaType: 'text/plain',
    unreadable: null,
    encoding: decoded.encoding,
    reading: decoded.text.length > MAX_READ ? { text: decoded.text, fields: {} } : readDocument(decoded.text),
    hasPersonnummer: isInName || findPersonnummer(decoded.text).length > 0,
  }
}

/** A file name that can be shown and offered for download: no path, no control or direction-changing characters. */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD"]/gu, '').trim()
  // Cut from the front, so that the ending is left; a character of two units that is cut through goes with what is cut.
  return clean.slice(-120).replace(/^[\uDC00-\uDFFF]/, '') || 'namnlös fil'
}
