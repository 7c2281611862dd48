import type { FileStore } from '../platform/files/file-store.ts'
import { findPersonnummer, maskPersonnummer } from '../platform/guard/personnummer.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { parseEml } from './parse-eml.ts'
import { parseMsg } from './parse-msg.ts'
import type { ParsedMail } from './parsed-mail.ts'
import { cleanFileName, type ReceivedFile, receiveFile } from './receive-file.ts'

/** What a mail says about itself; a person confirms it before anything is registered. */
export interface MailProposal {
  sender: string | null
  /** The Swedish day when it reached the mail server, `YYYY-MM-DD`. */
  receivedOn: string | null
  title: string | null
}

/** A mail as it came, and what was in it: the original with what could be read, and each attachment as a file of its own. */
export interface ReceivedMail {
  file: ReceivedFile
  attachments: ReceivedFile[]
}

const FORMATS = {
  eml: { mediaType: 'message/rfc822', parse: parseEml },
  msg: { mediaType: 'application/vnd.ms-outlook', parse: async (bytes: Uint8Array) => parseMsg(bytes) },
} satisfies Record<string, { mediaType: string; parse(bytes: Uint8Array): Promise<ParsedMail | null> }>

/** The name tells; what is in it is tried afterwards. */
function formatOf(name: string): keyof typeof FORMATS | null {
  const [, ending] = /\.(eml|msg)$/i.exec(name.trim()) ?? []
  return ending === undefined ? null : (ending.toLowerCase() as keyof typeof FORMATS)
}

/** Is it a mail saved as a file, by a mail program (.eml) or by Outlook (.msg)? */
export function isMail(name: string): boolean {
  return formatOf(name) !== null
}

/** One line of what somebody else has written, fit for a field. */
function line(text: string | undefined, max: number): string | null {
  const clean = (text ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s\uFFFD]+/gu, ' ')
    .trim()
  return maskPersonnummer(clean).slice(0, max).toWellFormed() || null
}

/** What the mail proposes for the form; null for one that cannot be read. */
export async function proposeFromMail(
  upload: { name: string; bytes: Uint8Array },
  today: string,
): Promise<MailProposal | null> {
  const format = formatOf(upload.name)
  const mail = format && (await FORMATS[format].parse(upload.bytes))
  if (!mail) return null
  const times = mail.times.map((text) => Date.parse(text?.trim() ?? '')).filter(Number.isFinite)
  const day = times[0] === undefined ? null : swedishDay(new Date(times[0]))
  const name = line(mail.from.name, 120)
  const address = line(mail.from.address, 120)
  return {
    // The name and no address: the party stands in the public register.
    sender: name ?? address,
    receivedOn: day !== null && day <= today ? day : null,
    title: line(mail.subject, 300),
  }
}

/**
 * Stores a mail and what was attached to it. The original is the handling; the first attachment that can be read as text, else the
 * mail's own text, is what the reader reads. Broken or not, it is never refused (OSL-5.1).
 */
export async function receiveMail(
  files: FileStore,
  upload: { name: string; bytes: Uint8Array },
): Promise<ReceivedMail> {
  const original = receiveFile(files, upload)
  const format = formatOf(upload.name)
  if (format === null) return { file: original, attachments: [] }
  const mail = await FORMATS[format].parse(upload.bytes)
  const file = { ...original, mediaType: FORMATS[format].mediaType }
  if (!mail) return { file: { ...file, unreadable: format, reading: null }, attachments: [] }
  const attachments = mail.attachments.map((part, at) =>
    receiveFile(files, { name: cleanFileName(part.name ?? `bilaga ${at + 1}`), bytes: part.bytes }),
  )
  const read = attachments.find((one) => one.reading !== null && one.reading.text.trim() !== '')
  const own = mail.body === null ? null : readBody(mail.body)
  const reading = read?.reading ?? own?.reading ?? null
  return {
    file: {
      ...file,
      unreadable: null,
      encoding: read?.encoding ?? own?.encoding ?? '',
      reading,
      hasPersonnummer: original.hasPersonnummer || (own?.hasPersonnummer ?? false),
    },
    // The reading stands with the mail; a second one beside it would be checked twice.
    attachments: attachments.map((one) => ({ ...one, reading: null })),
  }
}

/** The mail's own text, read like a text file that nobody stores. */
function readBody(body: string | Uint8Array): Pick<ReceivedFile, 'reading' | 'encoding' | 'hasPersonnummer'> {
  const nowhere = { put: () => '' } as unknown as FileStore
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const { reading, encoding, hasPersonnummer } = receiveFile(nowhere, { name: 'text', bytes })
  return {
    reading,
    encoding,
    hasPersonnummer: hasPersonnummer || findPersonnummer(typeof body === 'string' ? body : '').length > 0,
  }
}
