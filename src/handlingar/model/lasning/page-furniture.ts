import { latin } from './latin.ts'

/**
 * Page headers and footers that text extraction leaves in the middle of sentences. A line is furniture when it is a
 * page number, when nothing but header words, dates and case numbers stand in it next to one, or when it repeats an
 * earlier line next to one.
 */

/** A line of the source: trimmed offsets and the (folded) text between them. */
export interface SourceLine {
  start: number
  end: number
  text: string
  /** The untrimmed line began after a form feed. */
  afterPageBreak: boolean
}

/**
 * `page`: a page number (possibly with header words); `header`: repeated or header-only; `signing`: the boxes of
 * minutes.
 */
export type Furniture = 'page' | 'header' | 'signing'

const PAGE_NUMBER = '(?:sida|sid|s|blad)?\\.?:?\\s*\\d{1,3}\\s*(?:\\(\\s*\\d{1,3}\\s*\\)|av\\s+\\d{1,3}|/\\s*\\d{1,3})'
const ONLY_PAGE_NUMBER = new RegExp(
  `^(?:${PAGE_NUMBER}|\\(\\s*\\d{1,3}\\s*\\)|(?:sida|sid)\\.?:?\\s*\\d{1,3}|-\\s*\\d{1,3}\\s*-)$`,
  'i',
)
const ENDS_WITH_PAGE_NUMBER =
  /(?:(?:sida|sid|blad)\.?:?\s*\d{1,3}(?:\s*(?:\(\s*\d{1,3}\s*\)|av\s+\d{1,3}))?|\s\d{1,3}\s*\(\s*\d{1,3}\s*\))$/i

/** A page number in the middle of a line, as in text where the line breaks were lost. Longer words first. */
export const INLINE_PAGE_NUMBER = latin(
  /(?<![\p{L}\d])(?:sida|sid)\.?:?\s*\d{1,3}\s*(?:\(\s*\d{1,3}\s*\)|av\s+\d{1,3})(?![\d)])/giu,
)

const HEADER_WORDS = latin(
  /(?<!\p{L})(?:tjänsteutlåtande|tjänsteskrivelse|sammanträdesprotokoll|protokollsutdrag|protokoll|kallelse|föredragningslista|yttrande|remissyttrande|missiv|sammanträdesdatum|utfärdat|datum|diarienummer|diarienr|diariennr|dnr|ärendenr|vår beteckning|er beteckning|vårt dnr|ert dnr|er referens|vår referens|sida|sid|blad|paragraf|bilaga)(?!\p{L})/giu,
)

const SIGNING =
  /^(?:(?:justerandes? sign(?:atur(?:er)?)?|justerandes? signum|ordförandes? sign(?:atur)?|sekreterarens? sign(?:atur)?|utdragsbestyrkande|utdraget bestyrks|justerare|sign(?:atur)?|[:.…_|/\t -])+)$/i

const FILLERS =
  /\d{4}-\d{2}-\d{2}|[A-ZÅÄÖ]{1,6}[ -]?\d{2,4}[-/][\d.-]*|\d+(?:\.\d+)*[-/.]\d+[-/]\d+|\d+|§|[()[\].:,;|_\-–/\t ]/g

/** How far (in non-empty lines) a repeated line may stand from a page number and still belong to the page's header. */
const REACH = 3

/**
 * Classifies every line; `null` is text. Lines before the first running text are the document's own head and are kept.
 */
export function classifyFurniture(lines: readonly SourceLine[]): (Furniture | null)[] {
  const kinds: (Furniture | null)[] = lines.map(() => null)
  const filled = lines.map((_, at) => at).filter((at) => lines[at]!.text !== '')
  const bodyFrom = filled.findIndex((at) => isRunningText(lines[at]!.text))
  const firstSeen = new Map<string, number>()
  filled.forEach((at, order) => {
    const text = lines[at]!.text
    const isHead = bodyFrom < 0 || order < bodyFrom
    if (ONLY_PAGE_NUMBER.test(text)) kinds[at] = 'page'
    else if (text.length <= 120 && latin(/\p{L}/u).test(text) && SIGNING.test(text)) kinds[at] = 'signing'
    else if (!isHead && text.length <= 120 && ENDS_WITH_PAGE_NUMBER.test(text) && isHeaderOnly(text)) kinds[at] = 'page'
    if (text.length > 120) return
    const key = repeatKey(text)
    if (!firstSeen.has(key)) firstSeen.set(key, order)
  })
  filled.forEach((at, order) => {
    if (kinds[at] !== null || bodyFrom < 0 || order < bodyFrom) return
    const line = lines[at]!
    if (line.text.length > 120 || !isNearPageMark(lines, kinds, filled, order)) return
    const key = repeatKey(line.text)
    const isRepeated = key.length >= 3 && firstSeen.get(key)! < order && !/[.!?]$/.test(line.text)
    if (isRepeated || isHeaderOnly(line.text)) kinds[at] = 'header'
  })
  return kinds
}

function isRunningText(text: string): boolean {
  const words = text.split(' ').length
  return (
    text.length > 100 || (text.length > 60 && words > 7) || (text.length > 50 && /[.:)\]!?]$/.test(text) && words > 6)
  )
}

function isHeaderOnly(text: string): boolean {
  const rest = text.replace(HEADER_WORDS, ' ').replace(FILLERS, '')
  return rest === ''
}

/** Digits folded, so that "Sida 2" and "Sida 3" repeat each other. */
function repeatKey(text: string): string {
  return text
    .replace(/\d+/g, '0')
    .replace(/\s+0 ?\(0\)$/, '')
    .toLowerCase()
}

function isNearPageMark(
  lines: readonly SourceLine[],
  kinds: readonly (Furniture | null)[],
  filled: readonly number[],
  order: number,
): boolean {
  for (let step = -REACH; step <= REACH; step += 1) {
    const at = filled[order + step]
    if (at === undefined) continue
    if (kinds[at] === 'page') return true
    if (step <= 0 && step > -REACH && lines[at]!.afterPageBreak) return true
    if (step > 0 && lines[at]!.afterPageBreak) return true
  }
  return false
}
