import {
  findSections,
  openDocument,
  type Piece,
  paragraphsOf,
  type Reading,
  type Section,
  type SectionKind,
} from '../../handlingar/model/lasning/index.ts'
import { meningarOf } from './meningar.ts'
import { containment, type Token, tokensOf } from './ordstam.ts'
import type { FoundSynpunkt, SynpunktKind } from './synpunkt.ts'
import { anchorOf, listedAreas, sectionNamed } from './synpunkt-ankare.ts'
import { addsMore, goesOn, isFormal, signalsOf } from './synpunkt-signaler.ts'

/** A stretch where points are looked for. `heading`: the subheading it stands under. */
interface Stretch {
  piece: Piece
  heading: string | null
  isBullet: boolean
  /** In the section of points every paragraph is one; elsewhere only what signal words tell. */
  isOwnSection: boolean
}

/** Sections that refer, propose or list, and hold no opinion. */
const NEUTRAL: readonly SectionKind[] = [
  'forslag',
  'beslut',
  'bakgrund',
  'arendet',
  'beredning',
  'bilagor',
  'attest',
  'distribution',
  'underlag',
  'remissinstanser',
  'yrkanden',
  'reservation',
]

/** More than a person can go through; what a hostile file holds beyond this is left out. */
const MAX_POINTS = 300
const MAX_CHARS = 500_000

/** A point whose words stand in an earlier one to this share is the same point, said again. */
const REPEATED = 0.75

/**
 * The points of a reply. They are read from the section "…synpunkter och förslag"; a reply without one is read whole,
 * except its neutral parts, and then only sentences with signal words count. What the summary repeats is counted once.
 * No AI; a person confirms kinds, text and anchor of each.
 *
 * @returns points in reading order; spans count in `reading.text`.
 */
export function findSynpunkter(reading: Reading): FoundSynpunkt[] {
  const doc = openDocument(reading.text)
  const sections = findSections(doc)
  const areas = listedAreas(doc.text)
  const stretches = stretchesOf(doc.text, sections)
  const points: { point: FoundSynpunkt; tokens: Token[] }[] = []
  let bulletKinds: SynpunktKind[] = []
  let read = 0
  for (const stretch of stretches) {
    read += stretch.piece.end - stretch.piece.start
    if (read > MAX_CHARS || points.length >= MAX_POINTS) break
    if (!stretch.isBullet) bulletKinds = []
    const lead = leadKinds(stretch)
    if (lead) {
      bulletKinds = lead
      continue
    }
    for (const draft of pointsIn(doc.text, stretch, stretch.isBullet ? bulletKinds : [], areas)) {
      const tokens = tokensOf(draft.text)
      const isRepeat = points.some(
        (earlier) =>
          containment(tokens, earlier.tokens) >= REPEATED ||
          (tokens.length > 8 && containment(earlier.tokens, tokens) >= 0.9),
      )
      if (isRepeat) continue
      points.push({ point: { ...draft, span: doc.span(draft.span[0], draft.span[1]) }, tokens })
    }
  }
  return points.map((one) => one.point)
}

function stretchesOf(text: string, sections: readonly Section[]): Stretch[] {
  const own: Stretch[] = []
  let isInside = false
  for (const section of sections) {
    // Subheadings that are no words of the form belong to the section above them.
    if (section.isKnown) isInside = section.kind === 'synpunkter'
    if (isInside) own.push(...piecesOf(text, section, section.isKnown ? null : section.title, true))
  }
  if (own.length > 0) return own
  const firstStart = sections[0]?.titleStart ?? text.length
  const opening: Section = {
    title: '',
    kind: 'ovrigt',
    titleStart: 0,
    titleEnd: 0,
    start: 0,
    end: firstStart,
    isKnown: false,
  }
  const others = [opening, ...sections].filter((section) => !NEUTRAL.includes(section.kind))
  // What the summary says is said at greater length elsewhere; it is read last, so that the longer wording is the
  // point.
  const ordered = [
    ...others.filter((one) => one.kind !== 'sammanfattning'),
    ...others.filter((one) => one.kind === 'sammanfattning'),
  ]
  return ordered.flatMap((section) =>
    piecesOf(text, section, section.isKnown || section === opening ? null : section.title, false),
  )
}

const BULLET_LINE = /(?:^|\n)[ \t]*(?:[•–—*-]|\d{1,2}[.)])[ \t]+(?=\S)/g

function piecesOf(text: string, section: Section, heading: string | null, isOwnSection: boolean): Stretch[] {
  return paragraphsOf(text, section.start, section.end).flatMap((paragraph) => {
    const raw = text.slice(paragraph.start, paragraph.end)
    const marks = [...raw.matchAll(BULLET_LINE)]
    if (marks.length === 0) return [{ piece: paragraph, heading, isBullet: false, isOwnSection }]
    const before = raw.slice(0, marks[0]!.index)
    const bullets = marks.map((mark, at) =>
      pieceFrom(raw, mark.index + mark[0].length, marks[at + 1]?.index ?? raw.length, paragraph.start),
    )
    return [
      ...(before.trim() === ''
        ? []
        : [{ piece: pieceFrom(raw, 0, before.length, paragraph.start), heading, isBullet: false, isOwnSection }]),
      ...bullets.map((piece) => ({ piece, heading, isBullet: true, isOwnSection })),
    ]
  })
}

function pieceFrom(raw: string, start: number, end: number, base: number): Piece {
  const part = raw.slice(start, end)
  const lead = part.length - part.trimStart().length
  const trimmed = part.trim()
  return { text: trimmed.replace(/\s+/g, ' '), start: base + start + lead, end: base + start + lead + trimmed.length }
}

/** "Förvaltningen vill särskilt lyfta fram:" says what the bullets below are; it is no point itself. */
function leadKinds(stretch: Stretch): SynpunktKind[] | null {
  return !stretch.isBullet && /:$/.test(stretch.piece.text) && stretch.piece.text.length < 300
    ? signalsOf(stretch.piece.text)
    : null
}

function isProse(text: string): boolean {
  return text.length >= 20 && /[.!?][”"’»)\]*]?$/.test(text) && text.split(' ').length >= 3
}

interface Draft {
  kinds: SynpunktKind[]
  start: number
  end: number
}

/** Cuts a paragraph into points: one, unless a later sentence says that the writer now wants something else as well. */
function pointsIn(
  text: string,
  stretch: Stretch,
  bulletKinds: readonly SynpunktKind[],
  areas: readonly string[],
): FoundSynpunkt[] {
  const { piece } = stretch
  const isEntry = stretch.isBullet && piece.text.split(' ').length >= 3
  if (!isProse(piece.text) && !isEntry) return []
  const drafts: Draft[] = []
  let open: Draft | null = null
  for (const mening of meningarOf(text.slice(piece.start, piece.end))) {
    if (isFormal(mening.text)) continue
    const kinds = signalsOf(mening.text)
    const start = piece.start + mening.start
    const end = piece.start + mening.end
    if (open && open.kinds.length > 0 && startsAnew(mening.text, kinds, open.kinds)) {
      drafts.push(open)
      open = { kinds, start, end }
    } else if (open) {
      open.end = end
      open.kinds = [...open.kinds, ...kinds.filter((kind) => !open!.kinds.includes(kind))]
    } else open = { kinds, start, end }
  }
  if (open) drafts.push(open)
  let inherited: string | null = null
  return drafts.flatMap((draft) => {
    const said = text.slice(draft.start, draft.end).replace(/\s+/g, ' ').trim()
    const kinds = draft.kinds.length > 0 ? draft.kinds : [...bulletKinds]
    if (kinds.length === 0 && !(stretch.isOwnSection && said.length >= 40)) return []
    const anchor = anchorOf(said, areas, inherited ?? stretch.heading)
    inherited = sectionNamed(said, areas) ?? inherited
    return [
      {
        kinds: kinds.length > 0 ? kinds : ['ovrigt' as const],
        text: said,
        span: [draft.start, draft.end] as [number, number],
        confidence: confidenceOf(kinds, stretch),
        anchor,
      },
    ]
  })
}

function startsAnew(sentence: string, kinds: readonly SynpunktKind[], current: readonly SynpunktKind[]): boolean {
  if (kinds.length === 0 || goesOn(sentence)) return false
  const isOther = kinds.some((kind) => !current.includes(kind))
  return isOther || addsMore(sentence)
}

function confidenceOf(kinds: readonly SynpunktKind[], stretch: Stretch): number {
  if (kinds.length === 0) return 0.5
  return stretch.isOwnSection ? 0.8 : 0.65
}
