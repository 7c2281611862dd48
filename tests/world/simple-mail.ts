/** The headers of a mail, unfolded and with encoded words decoded, and its first text part decoded. Enough for our own mails. */
export function simpleParser(raw: string): { headers: Map<string, string>; text: string } {
  const [head, body] = split(raw)
  const headers = readHeaders(head)
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1]
  if (!boundary) return { headers, text: decoded(body, headers.get('content-transfer-encoding')) }
  const part = body.split(`--${boundary}`)[1]?.replace(/^\r\n/, '') ?? ''
  const [partHead, partBody] = split(part)
  return { headers, text: decoded(partBody, readHeaders(partHead).get('content-transfer-encoding')) }
}

function split(text: string): [head: string, body: string] {
  const at = text.indexOf('\r\n\r\n')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 4)]
}

function readHeaders(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), words(line.slice(line.indexOf(':') + 1))]),
  )
}

function words(value: string): string {
  return value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text.replaceAll('_', ' ')),
    )
    .trim()
}

function quoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function decoded(body: string, how = ''): string {
  if (/base64/i.test(how)) return Buffer.from(body, 'base64').toString('utf8')
  if (/quoted-printable/i.test(how)) return quoted(body.replace(/=\r\n/g, ''))
  return body
}
