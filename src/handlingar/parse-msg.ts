import { createRequire } from 'node:module'
import type MsgReader from '@kenjiuno/msgreader'
import type { FieldsData } from '@kenjiuno/msgreader'
import { isSoundCompoundFile } from '../platform/files/compound-file.ts'
import { MAX_ATTACHMENTS, type ParsedMail, receivedTime } from './parsed-mail.ts'

// The package is CommonJS whose default export Node and the bundler name differently; asked for this way it is the same for both.
const { default: Reader } = createRequire(import.meta.url)('@kenjiuno/msgreader') as { default: typeof MsgReader }

/** Encodings that old messages (not in Unicode) are written in, by Windows' number; Swedish ones are 1252. */
const CODE_PAGES: Record<number, string> = { 65001: 'utf8', 20127: 'ascii', 28591: 'latin1', 28605: 'latin9' }
for (const page of [874, 932, 936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258])
  CODE_PAGES[page] = `cp${page}`
const SWEDISH_CODE_PAGE = 1252
/** The newest Received line stands first, and is no longer than this. */
const MAX_HEADERS = 20_000

/**
 * Reads an Outlook message (.msg). Null for what is none, is damaged, or is built so that a reader would not come out of it: it is kept
 * and registered all the same, as unreadable.
 */
export function parseMsg(bytes: Uint8Array): ParsedMail | null {
  if (!isSoundCompoundFile(bytes)) return null
  try {
    return read(bytes)
  } catch {
    return null
  }
}

function read(bytes: Uint8Array): ParsedMail | null {
  // The reader wants a buffer that begins where the file does.
  const buffer = new Uint8Array(bytes).buffer
  const first = open(buffer, SWEDISH_CODE_PAGE)
  const page = first.fields.messageCodepage ?? first.fields.internetCodepage ?? SWEDISH_CODE_PAGE
  const { reader, fields } = page === SWEDISH_CODE_PAGE ? first : open(buffer, page)
  if (fields.error || !(fields.senderName || fields.senderEmail || fields.subject || fields.body)) return null
  // A mail can be in Outlook's own rich text only; that is not read, and a mail without words is then not what it looks like.
  const body = bodyOf(fields)
  const attachments = (fields.attachments ?? [])
    // A picture that stands in the text is part of the mail.
    .filter((one) => !one.attachmentHidden)
    .slice(0, MAX_ATTACHMENTS)
    .map((one) => {
      const { fileName, content } = reader.getAttachment(one)
      return { name: fileName || one.fileNameShort || null, bytes: content }
    })
  if (body === null && attachments.length === 0 && fields.compressedRtf) return null
  return {
    from: { name: fields.senderName, address: addressOf(fields) },
    subject: fields.subject,
    times: [
      receivedTime(/^received:((?:.|\r?\n[ \t])*)/im.exec((fields.headers ?? '').slice(0, MAX_HEADERS))?.[1]),
      fields.messageDeliveryTime,
      fields.clientSubmitTime,
    ],
    body,
    attachments,
  }
}

function open(buffer: ArrayBuffer, page: number): { reader: MsgReader; fields: FieldsData } {
  const reader = new Reader(buffer)
  reader.parserConfig = { ansiEncoding: CODE_PAGES[page] ?? CODE_PAGES[SWEDISH_CODE_PAGE] }
  return { reader, fields: reader.getFileData() }
}

/** Inside an Exchange organisation the sender's own address is a path in its directory; the mail address then stands beside it. */
function addressOf(fields: FieldsData): string | undefined {
  return [fields.senderSmtpAddress, fields.creatorSMTPAddress, fields.senderEmail].find((one) => one?.includes('@'))
}

function bodyOf(fields: FieldsData): string | Uint8Array | null {
  const own = [fields.body, fields.bodyHtml].find((text) => text !== undefined && text.trim() !== '')
  return own ?? (fields.html && fields.html.length > 0 ? fields.html : null)
}
