/** One mail as an act queues it. Plain text, one link, and nothing that is not public or the recipient's own. */
export interface Letter {
  /** What it is about and for whom. The same key is never queued twice. */
  key: string
  to: string
  subject: string
  /** The text above the link. */
  text: string
  /** Where the one link leads, from the first `/`. */
  path: string
  /** The end of a personal link; kept only until the mail has left. */
  secret?: string
  /** A text/calendar file that goes with it. */
  calendar?: string
}

const MAX_SUBJECT = 200
const MAX_ADDRESS = 254

/**
 * An address as people have them at work: one @, letters and digits and the usual marks before it, a host name after it. Stricter than
 * RFC 5321 on purpose: quoted parts, comments and address literals are how headers and lists are smuggled in.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > MAX_ADDRESS || text.includes('..')) return false
  return /^[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9_+-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(
    text,
  )
}

/** A subject in one line: whatever could end a header, or hide or turn the text, becomes a space. */
export function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return line.length <= MAX_SUBJECT ? line : `${line.slice(0, MAX_SUBJECT - 1).toWellFormed()}…`
}

/** The whole text as it is sent: what it says, the link, and why it came. */
export function mailText(mail: { body: string; path: string; secret: string | null }, base: URL): string {
  const link = new URL(`${mail.path}${mail.secret ?? ''}`, base).href
  return `${mail.body}\n\n${link}\n\n--\nMeddelandet skickades av Samsyn och går inte att svara på.\n`
}
