import PostalMime, { type Email } from 'postal-mime'
import type { FileStore } from '../platform/files/file-store.ts'
import { findPersonnummer, maskPersonnummer } from '../platform/guard/personnummer.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { cleanFileName, type ReceivedFile, receiveFile } from './receive-file.ts'

/** What a mail says about itself; a person confirms it before anything is registered. */
export interface EmlProposal {
  sender: string | null
  /** The Swedish day when it reached the mail server, `YYYY-MM-DD`. */
  receivedOn: string | null
  title: string | null
}

/** A mail as it came, and what was in it: the original with what could be read, and each attachment as a file of its own. */
export interface ReceivedEml {
  file: ReceivedFile
  attachments: ReceivedFile[]
}

const MAX_ATTACHMENTS = 50
/** More lines that look like the border of a part than any mail of a person has. */
const MAX_BORDERS = 2_000
const LIMITS = {
  maxNestingDepth: 20,
  maxHeadersSize: 256 * 1024,
  // A mail inside a mail is an attachment like any other; it is not taken apart too.
  forceRfc822Attachments: true,
  maxRfc822NestingDepth: 0,
} as const

/** Is it a mail saved as a file? The name tells; what is in it is tried afterwards. */
export function isEml(name: string): boolean {
  return /\.eml$/i.test(name.trim())
}

/** Null for what is no mail, or one that is built to be heavy: it is kept and registered all the same, as unreadable. */
async function parse(bytes: Uint8Array): Promise<Email | null> {
  if (countBorders(bytes) > MAX_BORDERS) return null
  try {
    const email = await PostalMime.parse(bytes, LIMITS)
    return email.from || email.subject || email.date ? email : null
  } catch {
    return null
  }
}

/** How many lines begin with two hyphens. */
function countBorders(bytes: Uint8Array): number {
  let count = 0
  for (let at = 0; at >= 0 && at < bytes.length; at = bytes.indexOf(0x0a, at) + 1 || -1)
    if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d) count++
  return count
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

/**
 * What the mail proposes for the form. The day is that of the newest Received line, which the receiving server has put there (FL 22 §:
 * when it reached the authority), and only in want of one the day that the sender's own program says.
 */
export async function proposeFromEml(bytes: Uint8Array, today: string): Promise<EmlProposal | null> {
  const email = await parse(bytes)
  if (!email) return null
  const received = email.headers
    .find((header) => header.key === 'received')
    ?.value.split(';')
    .at(-1)
  const times = [received, email.date].map((text) => Date.parse(text?.trim() ?? '')).filter(Number.isFinite)
  const day = times[0] === undefined ? null : swedishDay(new Date(times[0]))
  const { from } = email
  const name = line(from?.name, 120)
  const address = line(from?.address, 120)
  return {
    sender: name && address && name !== address ? `${name} (${address})` : (name ?? address),
    receivedOn: day !== null && day <= today ? day : null,
    title: line(email.subject, 300),
  }
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

/**
 * Stores a mail and what was attached to it. The original is the handling; the first attachment that can be read as text, else the
 * mail's own text, is what the reader reads. Broken or not, it is never refused (OSL-5.1).
 */
export async function receiveEml(files: FileStore, upload: { name: string; bytes: Uint8Array }): Promise<ReceivedEml> {
  const original = receiveFile(files, upload)
  const email = await parse(upload.bytes)
  const file = { ...original, mediaType: 'message/rfc822' }
  if (!email) return { file: { ...file, unreadable: 'eml', reading: null }, attachments: [] }
  // Pictures that stand in the text (a crest in a signature) are part of the mail, not documents of their own.
  const parts = email.attachments.filter((part) => !part.related).slice(0, MAX_ATTACHMENTS)
  const attachments = parts.map((part, at) =>
    receiveFile(files, {
      name: cleanFileName(part.filename ?? `bilaga ${at + 1}`),
      bytes: bytesOf(part.content),
    }),
  )
  const read = attachments.find((one) => one.reading !== null && one.reading.text.trim() !== '')
  const body = email.text?.trim() ? email.text : (email.html ?? '')
  const own = body.trim() === '' ? null : readBody(body)
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
function readBody(body: string): Pick<ReceivedFile, 'reading' | 'encoding' | 'hasPersonnummer'> {
  const nowhere = { put: () => '' } as unknown as FileStore
  const { reading, encoding } = receiveFile(nowhere, { name: 'text', bytes: new TextEncoder().encode(body) })
  return { reading, encoding, hasPersonnummer: findPersonnummer(body).length > 0 }
}
