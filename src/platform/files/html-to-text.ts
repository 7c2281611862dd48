/**
 * HTML to plain text, for documents that arrive as saved web pages. A tokenizer, not a parser: it walks the input once,
 * never backtracks and never executes or fetches anything. It remembers when a closing mark is nowhere ahead, because
 * asking for it again at every `<` is what makes such loops quadratic on hostile input.
 */

const DROPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'iframe',
  'object',
  'select',
  'textarea',
])

/** Elements that stand on lines of their own; two line feeds around the ones in `PARAGRAPHS`. */
const LINES = new Set(
  'address article aside br caption dd div dl dt fieldset figcaption figure footer form header hr li main nav ol section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
const PARAGRAPHS = new Set('blockquote h1 h2 h3 h4 h5 h6 p pre title'.split(' '))

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  shy: '\u00ad',
  aring: 'å',
  auml: 'ä',
  ouml: 'ö',
  Aring: 'Å',
  Auml: 'Ä',
  Ouml: 'Ö',
  eacute: 'é',
  Eacute: 'É',
  uuml: 'ü',
  Uuml: 'Ü',
  oslash: 'ø',
  aelig: 'æ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  bull: '•',
  middot: '·',
  sect: '§',
  para: '¶',
  copy: '©',
  reg: '®',
  euro: '€',
  deg: '°',
  frac12: '½',
  times: '×',
  minus: '\u2212',
}

/** True when the text is an HTML document or begins with an element; a stray `<` in running text is not enough. */
export function looksLikeHtml(text: string): boolean {
  return /^[\s\ufeff]{0,200}<(?:!doctype\s|!--|\?xml\s|\/?(?:html|head|body|main|article|section|div|p|table|h[1-6]|ul|ol|span|meta|title|br|style|script)\b)/i.test(
    text.slice(0, 400),
  )
}

/**
 * @param html any string; broken markup is read as far as it makes sense.
 * @returns text where blocks are separated by line feeds, cells by tabs, list items begin with `• ` or their number. At
 * most one empty line in a row. Linear in the length of the input.
 */
export function htmlToText(html: string): string {
  const out = new TextSink()
  const lists: { ordered: boolean; nr: number }[] = []
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) {
      out.text(html.slice(at))
      break
    }
    if (open > at) out.text(html.slice(at, open))
    const next = html[open + 1] ?? ''
    if (next === '!' || next === '?') {
      const mark = html.startsWith('<!--', open) ? '-->' : '>'
      const end = html.indexOf(mark, open + 2)
      if (end < 0) break
      at = end + mark.length
      continue
    }
    if (!/[a-zA-Z/]/.test(next)) {
      out.text('<')
      at = open + 1
      continue
    }
    const end = tagEnd(html, open + 1)
    if (end < 0) break
    const tag = /^\/?[a-zA-Z][a-zA-Z0-9]{0,30}/.exec(html.slice(open + 1, open + 34))?.[0].toLowerCase() ?? ''
    at = end + 1
    if (DROPPED.has(tag) && html[end - 1] !== '/') at = afterClosing(html, tag, at)
    else writeTag(out, tag, lists)
  }
  return out.result()
}

/** Index of the `>` that ends a tag, passing over quoted attribute values; -1 when the input ends inside the tag. */
function tagEnd(html: string, from: number): number {
  let at = from
  while (at < html.length) {
    const char = html[at]
    if (char === '>') return at
    if ((char === '"' || char === "'") && html[at - 1] === '=') {
      const close = html.indexOf(char, at + 1)
      // An attribute that never closes: the rest of the input is that attribute, there is no text left to read.
      if (close < 0) return -1
      at = close
    }
    at += 1
  }
  return -1
}

function afterClosing(html: string, tag: string, from: number): number {
  const closing = new RegExp(`</${tag}\\b[^>]{0,200}>?`, 'gi')
  closing.lastIndex = from
  const found = closing.exec(html)
  return found ? found.index + found[0].length : html.length
}

function writeTag(out: TextSink, tag: string, lists: { ordered: boolean; nr: number }[]): void {
  const name = tag.startsWith('/') ? tag.slice(1) : tag
  const isClosing = tag.startsWith('/')
  if (name === 'ol' || name === 'ul') {
    if (isClosing) lists.pop()
    else if (lists.length < 50) lists.push({ ordered: name === 'ol', nr: 0 })
  }
  if (name === 'td' || name === 'th') {
    if (isClosing) out.tab()
    return
  }
  if (PARAGRAPHS.has(name)) out.breakLine(2)
  else if (LINES.has(name)) out.breakLine(1)
  if (name === 'li' && !isClosing) {
    const list = lists.at(-1)
    if (list) list.nr += 1
    out.marker(list?.ordered ? `${list.nr}. ` : '• ')
  }
}

/** Collects text, folding runs of white space as a browser would and holding line feeds back until text follows. */
class TextSink {
  private readonly parts: string[] = []
  private pendingLines = 0
  private pendingSpace = false
  private pendingTab = false
  private atLineStart = true

  text(raw: string): void {
    const text = decodeEntities(raw).replace(/[ \t\n\r\f]+/g, ' ')
    if (text === '') return
    if (text === ' ') {
      this.pendingSpace = true
      return
    }
    const leading = text.startsWith(' ')
    const trailing = text.endsWith(' ')
    this.separate(leading)
    this.parts.push(text.slice(leading ? 1 : 0, trailing ? -1 : undefined))
    this.atLineStart = false
    this.pendingSpace = trailing
  }

  marker(text: string): void {
    this.separate(false)
    this.parts.push(text)
    this.atLineStart = true
  }

  tab(): void {
    this.pendingTab = true
  }

  breakLine(lines: number): void {
    this.pendingLines = Math.max(this.pendingLines, lines)
  }

  private separate(leadingSpace: boolean): void {
    if (this.parts.length > 0 && this.pendingLines > 0) {
      this.parts.push('\n'.repeat(this.pendingLines))
      this.atLineStart = true
    } else if (this.pendingTab && !this.atLineStart) this.parts.push('\t')
    else if ((this.pendingSpace || leadingSpace) && !this.atLineStart) this.parts.push(' ')
    this.pendingLines = 0
    this.pendingSpace = false
    this.pendingTab = false
  }

  result(): string {
    return this.parts.join('').trim()
  }
}

/** Character references to characters; unknown names stay as written, surrogates and NUL become U+FFFD. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|([a-zA-Z][a-zA-Z0-9]{1,9}));?/g,
    (whole, dec, hex, name) => {
      if (name !== undefined) return ENTITIES[name as string] ?? whole
      const code = dec !== undefined ? Number.parseInt(dec as string, 10) : Number.parseInt(hex as string, 16)
      const isForbidden = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
      return isForbidden ? '\ufffd' : String.fromCodePoint(code)
    },
  )
}
