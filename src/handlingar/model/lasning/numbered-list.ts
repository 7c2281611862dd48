import { paragraphsOf, pieceOf } from './document.ts'
import { latin } from './latin.ts'

/** One point of a list. Offsets in the view. */
export interface Point {
  text: string
  /** Null where points are told by "att" or bullets. */
  number: number | null
  start: number
  end: number
  /** The source leaves its text out ("[...]"): the number is known, the words are not. */
  isElided: boolean
  /** The text ends in an omission mark. */
  isCut: boolean
}

const OMITTED = /\[(?:\.{3}|…)\]|\[\.{2,}\]/
const ENDS_OMITTED = /(?:\[(?:\.{3}|…)\]|…)\s*$/

/**
 * The points between two offsets: numbered (1. 2. 3., with gaps only where the text says that something is left out),
 * "att" clauses (with dashes, bullets or "Att" in a column of its own), bullets, or paragraphs.
 */
export function listPoints(text: string, start: number, end: number): Point[] {
  const numbered = numberedPoints(text, start, end)
  if (numbered.length > 0) return numbered
  const clauses = attClauses(text, start, end)
  if (clauses.length > 0) return clauses
  const bullets = bulletPoints(text, start, end)
  if (bullets.length > 1) return bullets
  return paragraphsOf(text, start, end)
    .filter((piece) => latin(/[\p{L}]{3}/u).test(piece.text) && !/[:]$/.test(piece.text))
    .map((piece) => ({
      // "I kommunstyrelsen: …" says where it is decided.
      text: piece.text
        .replace(/^[•–-]\s*/, '')
        .replace(latin(/^I \p{L}{1,40}(?: och \p{L}{1,40})?:\s+(?=\p{Lu})/u), ''),
      number: null,
      start: piece.start,
      end: piece.end,
      isElided: false,
      isCut: ENDS_OMITTED.test(piece.text),
    }))
}

const NUMBER_MARK = latin(/(?<![\p{L}\d.,:/-]|\d )(\d{1,2})[.)](?=\s+\S)/gu)

function numberedPoints(text: string, start: number, end: number): Point[] {
  const marks: { number: number; at: number; from: number }[] = []
  const region = text.slice(start, end)
  let expected = 1
  for (const match of region.matchAll(NUMBER_MARK)) {
    const number = Number(match[1])
    const between = region.slice(marks.at(-1)?.from ?? 0, match.index)
    const isNext = number === expected
    // Numbers may jump only over an omission, and a list may only begin late when its beginning is left out.
    const isJump = number > expected && number <= expected + 30 && marks.length > 0 && OMITTED.test(between)
    // Under a second preamble the numbers may run on from the first.
    const isOpening = marks.length === 0 && region.slice(0, match.index).trim() === ''
    if (!isNext && !isJump && !isOpening) continue
    marks.push({ number, at: match.index, from: match.index + match[0].length })
    expected = number + 1
  }
  const points: Point[] = []
  marks.forEach((mark, at) => {
    const next = marks[at + 1]
    const piece = pieceOf(region, mark.from, next?.at ?? endOfLast(region, mark.from))
    const previous = points.at(-1)
    for (let missing = (previous?.number ?? 0) + 1; previous && missing < mark.number; missing += 1) {
      points.push({ ...previous, text: '[...]', number: missing, start: previous.end, isElided: true, isCut: false })
    }
    if (!piece) return
    points.push({
      text: piece.text,
      number: mark.number,
      start: start + piece.start,
      end: start + piece.end,
      isElided: /^\[(?:\.{3}|…)\]$/.test(piece.text),
      isCut: ENDS_OMITTED.test(piece.text) && !/^\[(?:\.{3}|…)\]$/.test(piece.text),
    })
  })
  // One number alone is a list only when it is the first thing in the region.
  return points.length === 1 && !/^\s*(?:[^.]{0,200}:\s*)?\d{1,2}[.)]/.test(region) ? [] : points
}

/**
 * The last point ends with its paragraph: what follows an empty line and does not go on in lower case is no longer a
 * point.
 */
function endOfLast(region: string, from: number): number {
  const gap = latin(/\n[ \t]*\n\s*(?=[\p{Lu}§])/u).exec(region.slice(from))
  return gap ? from + gap.index : region.length
}

const ATT = /(?:^|\n|:\s|besluta(?:r|de)?\s(?:följande\s)?)[ \t]*(?:[•–—-]|\d{1,2}[.)])?[ \t]*([Aa]tt[ \t\n]+)/gu

function attClauses(text: string, start: number, end: number): Point[] {
  const region = text.slice(start, end)
  const marks = [...region.matchAll(ATT)].map((match) => match.index + match[0].length - match[1]!.length)
  return marks.flatMap((at, index) => {
    const piece = pieceOf(
      region,
      at,
      marks[index + 1] === undefined ? endOfLast(region, at) : lineStart(region, marks[index + 1]!),
    )
    if (!piece) return []
    return [
      {
        text: piece.text.replace(/\s*(?:,?\s+(?:samt|och))?\s*[•–—-]?$/u, ''),
        number: null,
        start: start + piece.start,
        end: start + piece.end,
        isElided: false,
        isCut: ENDS_OMITTED.test(piece.text),
      },
    ]
  })
}

function bulletPoints(text: string, start: number, end: number): Point[] {
  const region = text.slice(start, end)
  const marks = [...region.matchAll(/(?:^|\n)[ \t]*[•–—*-][ \t]+(?=\S)/g)]
  return marks.flatMap((mark, index) => {
    const from = mark.index + mark[0].length
    const piece = pieceOf(region, from, marks[index + 1]?.index ?? endOfLast(region, from))
    if (!piece) return []
    return [
      {
        text: piece.text.replace(/[,;]?(?:\s+(?:och|samt))?$/u, ''),
        number: null,
        start: start + piece.start,
        end: start + piece.end,
        isElided: false,
        isCut: ENDS_OMITTED.test(piece.text),
      },
    ]
  })
}

function lineStart(region: string, at: number): number {
  const feed = region.lastIndexOf('\n', at)
  return feed < 0 ? at : feed
}
