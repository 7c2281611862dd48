import { readFormula, readImmediateAdjustment } from './decision-wording.ts'
import { type Document, pieceOf } from './document.ts'
import type { DocumentKind } from './document-kind.ts'
import { type Section, sectionOf } from './headings.ts'
import { latin } from './latin.ts'
import { listPoints, type Point } from './numbered-list.ts'
import { BODY, capitalised, fold, withoutGenitive } from './vocabulary.ts'

/** A stretch of the view that holds proposed or taken decisions. */
interface Region {
  start: number
  end: number
  confidence: number
}

/** Reads decision points, the levels they are put to, the wording and omedelbar justering. */
export function readDecision(doc: Document, kind: DocumentKind, sections: readonly Section[]): void {
  const region = findRegion(doc, kind, sections)
  if (region) {
    const text = doc.text.slice(region.start, region.end)
    const levels = readLevels(doc, region)
    const points =
      levels.length > 0 ? levels.flatMap((level) => level.points) : listPoints(doc.text, region.start, region.end)
    const isTaken = kind === 'protokollsutdrag' && sectionOf(sections, 'beslut')?.start === region.start
    if (isTaken) putDecision(doc, points, region)
    putPoints(doc, points, region)
    if (levels.length > 0) {
      doc.out.put(
        'decisionLevels',
        levels.map(({ level, points: own }) => ({ level, points: own.map((point) => point.text) })),
        doc.span(region.start, region.end),
        0.85,
      )
    }
    const formula = readFormula(text)
    if (formula)
      doc.out.put('formula', formula.code, doc.span(region.start + formula.start, region.start + formula.end), 0.85)
    readProposer(doc, kind)
  }
  readDecider(doc, kind)
  const from = region ? region.start : 0
  const immediate =
    readImmediateAdjustment(doc.text.slice(from, region ? region.end : undefined)) ?? readImmediateAdjustment(doc.text)
  if (immediate) {
    const at = region && readImmediateAdjustment(doc.text.slice(region.start, region.end)) ? region.start : 0
    doc.out.put('immediateAdjustment', true, doc.span(at + immediate.start, at + immediate.end), 0.9)
  }
}

function findRegion(doc: Document, kind: DocumentKind, sections: readonly Section[]): Region | null {
  if (kind === 'protokollsutdrag') {
    const taken = sectionOf(sections, 'beslut')
    if (taken) return { start: taken.start, end: taken.end, confidence: 0.85 }
  }
  const proposed = sectionOf(sections, 'forslag')
  const follows = latin(
    /(?:föreslår\s+(?:kommunstyrelsen\s+)?(?:att\s+)?[\p{L} ]{3,60}?\s+(?:beslutar|besluta)|föreslås besluta)\s*(?:följande|att)?\s*[.:]/u,
  ).exec(doc.text)
  if ((kind === 'utlåtande' || kind === 'PM') && follows) {
    const start = follows.index + follows[0].length
    const stop = doc.text
      .slice(start)
      .search(
        latin(
          /Föredragande \p{Ll}{0,20}råd|(?:^|\n)Ärendet|Ärendet (?=[[\p{Lu}])|\n\s*Bakgrund|\p{L}{4,30}beredningen anför|\n\s*\p{Lu}\p{Ll}{2,30} den \d/u,
        ),
      )
    return { start, end: stop < 0 ? doc.text.length : start + stop, confidence: 0.8 }
  }
  if (!proposed) return null
  return { start: proposed.start, end: endOfProposal(doc, proposed), confidence: 0.9 }
}

const SIGNED_INLINE = latin(
  /(?<=[.\]] )\p{Lu}[\p{Ll}-]+ \p{Lu}[\p{Ll}-]+ \p{Ll}{3,40}(?:chef|direktör)(?!\p{L})|\n\s*\n(?:\p{Lu}[\p{Ll}-]+ ){1,2}\p{Lu}[\p{Ll}-]+\n+\p{L}{0,30}(?:chef|direktör)/u,
)

/** A proposal without a heading after it ends before the signatures, also where line breaks were lost. */
function endOfProposal(doc: Document, section: Section): number {
  const stop = doc.text.slice(section.start, section.end).search(SIGNED_INLINE)
  return stop < 0 ? section.end : section.start + stop
}

function putPoints(doc: Document, points: readonly Point[], region: Region): void {
  if (points.length === 0) return
  const first = points[0]!
  const last = points.at(-1)!
  const span = doc.span(first.start, last.end)
  doc.out.put(
    'decisionPoints',
    points.map((point) => point.text),
    span,
    points.some((point) => point.isElided) ? 0.6 : region.confidence,
  )
  // The text is cut inside the list: what is there is a lower bound, not the number of points.
  const isCut = region.end >= doc.text.length && last.isCut && last.number !== null
  if (isCut) doc.out.put('decisionPointsAtLeast', last.number, span, 0.8)
}

function putDecision(doc: Document, points: readonly Point[], region: Region): void {
  // The points as they stand, numbers and all; what follows the last one is no longer the decision.
  const piece = pieceOf(doc.text, region.start, points.at(-1)?.end ?? region.end)
  if (!piece) return
  const span = doc.span(piece.start, piece.end)
  doc.out.put('decision', piece.text, span, 0.8)
  const decider = latin(`(${BODY})s?\\s+(?:beslutar|beslutade|beslut)`, 'u').exec(piece.text)
  if (decider) doc.out.put('decider', capitalised(withoutGenitive(decider[1]!)), span, 0.75)
}

/** "Beslut i detta ärende har fattats av kommunstyrelsen": who decided a reply that carries no minutes. */
function readDecider(doc: Document, kind: DocumentKind): void {
  if (kind !== 'remissyttrande') return
  const match = latin(
    `(?:[Bb]eslut|[Yy]ttrande)[^.\\n]{0,80}?\\s(?:fattats|beslutats|antagits|avgetts)\\s+av\\s+(?:\\p{L}{1,40}\\s+)?(?<who>${BODY}|kommunstyrelsens\\s+ordförande|\\p{L}{0,30}direktören)`,
    'u',
  ).exec(doc.text.slice(0, 60_000))
  const who = match?.groups?.who
  if (!match || !who) return
  const end = match.index + match[0].length
  doc.out.put('decider', capitalised(withoutGenitive(fold(who))), doc.span(end - who.length, end), 0.8)
}

const LEVEL_HEADINGS: readonly { pattern: string; level: (body: string) => string }[] = [
  { pattern: `(?<=\\n)I (?<body>${BODY})(?: och kommunfullmäktige)?[ \\t]*:?(?=\\s*\\n)`, level: abbreviation },
  {
    pattern: '(?:[\\p{L} ]{3,60}?s )?[Ff]örslag (?:till beslut )?(?:till|i) kommunfullmäktige\\s*:?',
    level: () => 'KF',
  },
  {
    pattern:
      '(?:[\\p{L} ]{3,60}? )?föreslå(?:r|s)?(?: att)? kommunfullmäktige (?:att )?(?:besluta|beslutar)(?: följande| att)?\\s*:?',
    level: () => 'KF',
  },
  { pattern: 'Kommunfullmäktige (?:beslutar|föreslås besluta)(?: följande| att)?\\s*:?', level: () => 'KF' },
  {
    pattern: `(?<body>${BODY})s?(?: förslag till)? (?:beslut(?:ar)?|föreslås besluta)(?: följande)? för egen del(?:[^.:\\n]{0,120}?(?::|enligt ovan|följande))?\\s*:?(?:\\s*att)?`,
    level: (body) => `${abbreviation(body)}-egen-del`,
  },
  {
    pattern: `För egen del (?:beslutar|föreslås) (?<body>${BODY})(?: besluta)?(?: följande)?\\s*:?`,
    level: (body) => `${abbreviation(body)}-egen-del`,
  },
  { pattern: `(?:[\\p{L} ]{3,60}?s )?[Ff]örslag till (?:beslut i )?(?<body>${BODY})\\s*:`, level: abbreviation },
]

/** Committee names to the usual short codes for a deciding level. */
function abbreviation(body: string): string {
  const lower = body.toLowerCase()
  if (lower.startsWith('kommunfullmäktige')) return 'KF'
  if (lower.startsWith('kommunstyrelsens')) return 'KSAU'
  if (lower.startsWith('kommunstyrelsen')) return 'KS'
  return 'nämnd'
}

/**
 * Points per deciding level, when the proposal has headings of its own for two levels or more; numbers may start anew
 * or run on.
 */
function readLevels(doc: Document, region: Region): { level: string; points: Point[] }[] {
  const text = doc.text.slice(region.start, Math.min(region.end, region.start + 20_000))
  const marks: { level: string; start: number; end: number }[] = []
  for (const { pattern, level } of LEVEL_HEADINGS) {
    for (const match of text.matchAll(latin(`(?<![\\p{L}-])${pattern}`, 'gu'))) {
      const isInside = marks.some((mark) => match.index < mark.end && mark.start < match.index + match[0].length)
      if (!isInside)
        marks.push({
          level: level(match.groups?.body ?? ''),
          start: match.index,
          end: match.index + match[0].length,
        })
    }
  }
  marks.sort((a, b) => a.start - b.start)
  if (marks.length < 2 || new Set(marks.map((mark) => mark.level)).size < 2) return []
  return marks
    .map((mark, at) => ({
      level: mark.level,
      points: listPoints(
        doc.text,
        region.start + mark.end,
        region.start + (marks[at + 1]?.start ?? region.end - region.start),
      ),
    }))
    .filter((level) => level.points.length > 0)
}

/**
 * "Kommunstyrelsen föreslår att kommunfullmäktige beslutar …": who proposes, who decides, and what becomes of a motion.
 */
function readProposer(doc: Document, kind: DocumentKind): void {
  const match = latin(
    `(?<who>${BODY})\\s+föreslår(?:\\s+att)?\\s+(?<to>${BODY})(?:\\s+(?:att\\s+)?(?:beslutar|besluta)|\\s*:?\\s*\\n|\\s+att(?!\\p{L}))`,
    'u',
  ).exec(doc.text.slice(0, 20_000))
  if (match?.groups) {
    const span = doc.span(match.index, match.index + match[0].length)
    doc.out.put('proposer', capitalised(match.groups.who!), span, 0.75)
    doc.out.put('decisionTo', capitalised(match.groups.to!), span, 0.8)
  }
  if (kind !== 'utlåtande' && kind !== 'PM') return
  const proposal = latin(
    /[Mm]otion(?:en)?[^.\n]{0,200}?\s(?<what>(?:anses\s+)?(?:besvarad|besvaras|bifalls|bifalles|avslås|tillstyrks|avstyrks)(?:\s+med\s+hänvisning\s+till\s+(?:vad\s+som\s+(?:sägs|anförs)\s+i\s+)?(?:\p{L}{1,40}\s?){1,3})?)/u,
  ).exec(doc.text.slice(0, 20_000))
  const what = proposal?.groups?.what
  if (!proposal || !what) return
  const start = proposal.index + proposal[0].length - what.length
  const said = what
    .replace(/\s+/g, ' ')
    .replace(/vad som (?:sägs|anförs) i /, '')
    .trim()
  doc.out.put('proposal', said, doc.span(start, start + what.length), 0.75)
}
