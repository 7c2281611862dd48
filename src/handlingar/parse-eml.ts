import PostalMime, { type Email } from 'postal-mime'
import { MAX_ATTACHMENTS, type ParsedMail, receivedTime } from './parsed-mail.ts'

/** More lines that look like the border of a part than any mail of a person has. */
const MAX_BORDERS = 2_000
const LIMITS = {
  maxNestingDepth: 20,
  maxHeadersSize: 256 * 1024,
  // A mail inside a mail is an attachment like any other; it is not taken apart too.
  forceRfc822Attachments: true,
  maxRfc822NestingDepth: 0,
} as const

/** Reads an .eml. Null for what is no mail, or one that is built to be heavy: it is kept and registered all the same, as unreadable. */
export async function parseEml(bytes: Uint8Array): Promise<ParsedMail | null> {
  if (countBorders(bytes) > MAX_BORDERS) return null
  let email: Email
  try {
    email = await PostalMime.parse(bytes, LIMITS)
  } catch {
    return null
  }
  if (!email.from && !email.subject && !email.date) return null
  const body = email.text?.trim() ? email.text : (email.html ?? '')
  return {
    from: { name: email.from?.name, address: email.from?.address },
    subject: email.subject,
    times: [receivedTime(email.headers.find((header) => header.key === 'received')?.value), email.date],
    body: body.trim() === '' ? null : body,
    // Pictures that stand in the text (a crest in a signature) are part of the mail, not documents of their own.
    attachments: email.attachments
      .filter((part) => !part.related)
      .slice(0, MAX_ATTACHMENTS)
      .map((part) => ({ name: part.filename ?? null, bytes: bytesOf(part.content) })),
  }
}

/** How many lines begin with two hyphens. */
function countBorders(bytes: Uint8Array): number {
  let count = 0
  for (let at = 0; at >= 0 && at < bytes.length; at = bytes.indexOf(0x0a, at) + 1 || -1)
    if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d) count++
  return count
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}
