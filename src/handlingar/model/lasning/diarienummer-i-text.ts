import { DIARIENUMMER_FAMILIES, isDamaged } from '../diarienummer.ts'
import { latin } from './latin.ts'
import { fold } from './vocabulary.ts'

/**
 * Whose number it is: the document's own, the remiss it answers (the sender's number) or the reference of the one
 * written to.
 */
export type NumberRole = 'own' | 'remiss' | 'your'

/** A diary number in a text. Offsets are those of the string that was searched. */
export interface FoundNumber {
  value: string
  role: NumberRole
  start: number
  end: number
  /** Digits are missing; the value is what is left, as printed. */
  isDamaged: boolean
  /** A word such as "Dnr" stands before it. */
  isLabelled: boolean
}

const anonymous = (pattern: string): string => pattern.replace(/\(\?<\w+>/g, '(?:')

const DISTINCT = latin(
  // "Dnr 2017/000428" has the form of a prefix and a number.
  `(?<![\\p{L}\\d./:-])(?!(?:Dnr|Nr|Sid|Sida|Bilaga|Lag|Prop|Ds)(?!\\p{L}))(?:${DIARIENUMMER_FAMILIES.filter(
    (family) => family.isDistinct,
  )
    .map((family) => anonymous(family.pattern))
    .join('|')})(?![\\d/]|\\.\\d|-\\d)`,
  'gu',
)

const ANY = latin(
  `^(?:${DIARIENUMMER_FAMILIES.map((family) => anonymous(family.pattern)).join('|')})(?![\\d/]|-\\d)`,
  'u',
)

/** What a number looks like when its digits were lost in extraction: "/2016", "KS-2016/", "RK 2019/". */
const DAMAGED =
  /^(?:\/\s?(?:19|20)\d{2}(?![\d/])|[A-ZÅÄÖ]{1,6}[ -]?(?:19|20)\d{2}[-/](?=[\s),.;]|$)|[A-ZÅÄÖ]{1,6} ?\/(?:19|20)\d{2}(?![\d/]))/u

const DAMAGED_FREE = latin(/(?<![\p{L}\d./:-])(?:[A-ZÅÄÖ]{1,6}-(?:19|20)\d{2}[-/])(?=[\s),.;]|$)/gu)

const LABEL = latin(
  /(?<!\p{L})(?:(?<their>(?:departementets|myndighetens|remittentens|avsändarens) (?:dnr|diarienummer))|(?<your>er(?:t|a)? (?:beteckning|referens|ref|dnr|diarienummer|diarienr|diarie)|er ref)|(?<own>(?:vår beteckning|vårt dnr|vårt diarienummer|vår referens|dnr|diarienummer|diariennummer|diarienr|d:nr|ärendenummer|ärendenr)))(?!\p{L})\s*[.:]?\s*/giu,
)

/** How far back the words stand that make a number the remiss's: "Remiss från kommunstyrelsen, KS 2023/739". */
const REMISS_BEFORE = latin(
  /(?:(?<!\p{L})remiss(?:en)? (?:från|av)|(?<!\p{L})remitterat?|(?<!svar )på remiss)(?:(?![.!?]\s+\p{Lu}|\n\s*\n)[\s\S]){0,250}$/iu,
)

/** All numbers in reading order. Linear. */
export function findDiarienummer(text: string): FoundNumber[] {
  const found: FoundNumber[] = []
  for (const match of text.matchAll(LABEL)) {
    const role: NumberRole = match.groups?.their ? 'remiss' : match.groups?.your ? 'your' : 'own'
    // One remiss has one number: what stands after it is the document's own again.
    const since = found.at(-1)?.role === 'remiss' ? found.at(-1)!.end : 0
    // "Dnr" that begins a line begins something new, whatever the title above it speaks of.
    const beginsLine =
      /(?:^|\n)[ \t•]*$/.test(text.slice(Math.max(0, match.index - 20), match.index)) &&
      latin(/^\p{Lu}/u).test(match[0])
    const isRemiss = role === 'own' && !beginsLine && isRemissBefore(text, match.index, since)
    found.push(...numbersAfterLabel(text, match.index + match[0].length, isRemiss ? 'remiss' : role))
  }
  const labelled = found.map((one) => [one.start, one.end] as const)
  const isTaken = takenIn(labelled)
  for (const match of text.matchAll(DISTINCT)) {
    if (isTaken(match.index)) continue
    const role = isRemissBefore(text, match.index, 0) ? 'remiss' : 'own'
    found.push({
      value: tidied(match[0]),
      role,
      start: match.index,
      end: match.index + match[0].length,
      isDamaged: false,
      isLabelled: false,
    })
  }
  const isTakenAgain = takenIn(labelled)
  for (const match of text.matchAll(DAMAGED_FREE)) {
    if (isTakenAgain(match.index)) continue
    found.push({
      value: match[0],
      role: 'own',
      start: match.index,
      end: match.index + match[0].length,
      isDamaged: true,
      isLabelled: false,
    })
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Asked with rising offsets, so one walk through the spans is enough. */
function takenIn(spans: readonly (readonly [number, number])[]): (offset: number) => boolean {
  let at = 0
  return (offset) => {
    while (at < spans.length && spans[at]![1] <= offset) at += 1
    return at < spans.length && spans[at]![0] <= offset
  }
}

/** "Dnr 180-1799/2015, 111-47/2016": one label may head several numbers. */
function numbersAfterLabel(text: string, from: number, role: NumberRole): FoundNumber[] {
  const found: FoundNumber[] = []
  let at = from
  for (let count = 0; count < 6; count += 1) {
    // Dashes other than the plain one survive folding; a number may be set with them.
    const window = text.slice(at, at + 60).replace(/[–—]/g, '-')
    const whole = ANY.exec(window)
    const damaged = whole ? null : DAMAGED.exec(window)
    const match = whole ?? damaged
    if (!match) break
    const value = tidied(text.slice(at, at + match[0].length))
    found.push({
      value,
      role,
      start: at,
      end: at + match[0].length,
      isDamaged: damaged !== null || isDamaged(value),
      isLabelled: true,
    })
    at += match[0].length
    const next = /^(?:,\s*(?:dnr\.?\s*)?|\s+(?:och|samt)\s+(?:dnr\.?\s*)?)(?=[A-ZÅÄÖ\d])/iu.exec(
      text.slice(at, at + 20),
    )
    if (!next) break
    at += next[0].length
  }
  return found
}

function tidied(value: string): string {
  return fold(value).replace(/\.$/, '')
}

function isRemissBefore(text: string, at: number, since: number): boolean {
  return REMISS_BEFORE.test(text.slice(Math.max(0, at - 300, since), at))
}
