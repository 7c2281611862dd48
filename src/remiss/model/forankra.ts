import { plainText } from '../../platform/text/index.ts'
import type { Avsnitt, ProgramText } from '../../trygghetsprogram/model/passage.ts'
import { containment, similarity, type Token, tokensOf } from './ordstam.ts'
import type { FoundSynpunkt } from './synpunkt.ts'
import { bestWindow, exactMatches, type Match } from './textlikhet.ts'

/**
 * Ties points to the programme without AI: a quote is matched word for word, else by shared words, against the passages
 * of the version that was sent out; a named section against the titles. Nothing here decides: score and runner-up are
 * shown, a person confirms. Offsets are UTF-16 in `plainText(passage.blocks)`, which is NFC.
 */
export type ProposedAnkare =
  | { type: 'helheten' }
  | { type: 'avsnitt'; avsnittId: string; score: number }
  | {
      type: 'passage'
      passageId: string
      avsnittId: string
      /** The passage's own text at the offsets, not the reply's wording of it. */
      quote: string
      start: number
      end: number
      score: number
      exact: boolean
      /** The best place in another passage; when it is close, the person should look twice. */
      runnerUp: { passageId: string; score: number } | null
    }
  | { type: 'saknas'; proposedPlace: string; avsnittId: string | null }

/**
 * A point with the proposed anchor in place of the reply's own. `lostQuote`: quoted words that are nowhere in this
 * version.
 */
export interface AnchoredSynpunkt extends Omit<FoundSynpunkt, 'anchor'> {
  anchor: ProposedAnkare
  lostQuote?: string
}

/**
 * A fuzzy match below this share of common words (weighted F1) is not proposed. On the demo's two programmes a reworded
 * quote scored 0.81 and 0.82 and the best other passage 0.35; the line lies between, nearer to what is right.
 */
export const PASSAGE_THRESHOLD = 0.6
/** A title counts as the one named from this likeness on. */
export const TITLE_THRESHOLD = 0.6
/**
 * After a change of version a person does not look at every anchor, so more is asked of what is called the same text.
 */
export const REANCHOR_THRESHOLD = 0.7

/** A passage in the section that the reply names is that much likelier to be meant. */
const SECTION_BONUS = 0.05

interface IndexedPassage {
  passageId: string
  avsnittId: string
  text: string
  tokens: Token[]
}

/** @returns one element for each point, in the same order. */
export function anchor(points: readonly FoundSynpunkt[], program: ProgramText): AnchoredSynpunkt[] {
  const passages: IndexedPassage[] = program.avsnitt.flatMap((avsnitt) =>
    avsnitt.passages.map((passage) => {
      const text = plainText(passage.blocks)
      return { passageId: passage.id, avsnittId: avsnitt.id, text, tokens: tokensOf(text) }
    }),
  )
  return points.map((point) => anchorOne(point, program.avsnitt, passages))
}

function anchorOne(
  point: FoundSynpunkt,
  avsnitt: readonly Avsnitt[],
  passages: readonly IndexedPassage[],
): AnchoredSynpunkt {
  const wanted = point.anchor
  switch (wanted.type) {
    case 'helheten':
      return { ...point, anchor: { type: 'helheten' } }
    case 'avsnitt':
      return { ...point, anchor: avsnittOrHelheten(wanted.title, avsnitt) }
    case 'saknas': {
      const near = bestAvsnitt(wanted.proposedPlace, avsnitt)
      return { ...point, anchor: { type: 'saknas', proposedPlace: wanted.proposedPlace, avsnittId: near?.id ?? null } }
    }
    case 'passage': {
      const section = wanted.section ? bestAvsnitt(wanted.section, avsnitt) : null
      const found = findPassage(wanted.quote, passages, section?.id ?? null)
      if (found) return { ...point, anchor: found }
      const instead: ProposedAnkare = section
        ? { type: 'avsnitt', avsnittId: section.id, score: section.score }
        : { type: 'helheten' }
      return { ...point, anchor: instead, lostQuote: wanted.quote }
    }
  }
}

function avsnittOrHelheten(title: string, avsnitt: readonly Avsnitt[]): ProposedAnkare {
  const best = bestAvsnitt(title, avsnitt)
  return best ? { type: 'avsnitt', avsnittId: best.id, score: best.score } : { type: 'helheten' }
}

/**
 * The section a name means. One word ("samverkan") is enough when it is in only that title; numbers ("3.2 …") are no
 * words of a title.
 */
export function bestAvsnitt(title: string, avsnitt: readonly Avsnitt[]): { id: string; score: number } | null {
  const wanted = tokensOf(title.replace(/^\s*\d+(?:\.\d+)*\.?\s+/, ''))
  if (wanted.length === 0) return null
  const scored = avsnitt
    .map((one) => {
      const own = tokensOf(one.title)
      const isInside = containment(own, wanted) === 1 || (wanted.length <= 2 && containment(wanted, own) === 1)
      return { id: one.id, score: Math.max(similarity(wanted, own), isInside ? 0.75 : 0) }
    })
    .sort((a, b) => b.score - a.score)
  const [best, second] = scored
  if (!best || best.score < TITLE_THRESHOLD) return null
  return second && second.score === best.score && best.score < 1 ? null : best
}

function findPassage(
  quote: string,
  passages: readonly IndexedPassage[],
  sectionId: string | null,
): ProposedAnkare | null {
  const wanted = tokensOf(quote)
  const scored = passages
    .map((passage) => {
      const exact = exactMatches(quote, passage.text)[0]
      const match: Match | null = exact ?? bestWindow(wanted, passage.text, passage.tokens)
      const bonus = sectionId !== null && passage.avsnittId === sectionId ? SECTION_BONUS : 0
      return { passage, match, isExact: exact !== undefined, rank: (match?.score ?? 0) + (exact ? 1 : 0) + bonus }
    })
    .sort((a, b) => b.rank - a.rank)
  const [best, second] = scored
  if (!best?.match || best.match.score < PASSAGE_THRESHOLD) return null
  const { passage, match } = best
  return {
    type: 'passage',
    passageId: passage.passageId,
    avsnittId: passage.avsnittId,
    quote: passage.text.slice(match.start, match.end),
    start: match.start,
    end: match.end,
    score: match.score,
    exact: best.isExact,
    runnerUp: second?.match ? { passageId: second.passage.passageId, score: second.match.score } : null,
  }
}

/** An anchor in the plain text of one version of a passage. */
export interface TextAnchor {
  quote: string
  start: number
  end: number
}

/**
 * Moves an anchor from one version of a passage to the next.
 *
 * @param oldText @param newText plain text of the passage before and after (NFC).
 * @returns the anchor in the new text, or `tappat` when its words are gone; a person then looks for another place.
 */
export function reanchor(anchor: TextAnchor, oldText: string, newText: string): TextAnchor | 'tappat' {
  const quote = oldText.slice(anchor.start, anchor.end) || anchor.quote
  if (quote.trim() === '') return 'tappat'
  const expected = expectedStart(anchor.start, oldText, newText)
  const places = exactMatches(quote, newText).sort(
    (a, b) => Math.abs(a.start - expected) - Math.abs(b.start - expected),
  )
  const place = places[0] ?? fuzzyPlace(quote, newText)
  return place ? { start: place.start, end: place.end, quote: newText.slice(place.start, place.end) } : 'tappat'
}

function fuzzyPlace(quote: string, newText: string): Match | null {
  const match = bestWindow(quote, newText)
  return match && match.score >= REANCHOR_THRESHOLD ? match : null
}

/**
 * Where the old offset is after the change, when everything before or after it is the same: tells repeated words apart.
 */
function expectedStart(start: number, oldText: string, newText: string): number {
  let prefix = 0
  const shortest = Math.min(oldText.length, newText.length)
  while (prefix < shortest && oldText[prefix] === newText[prefix]) prefix += 1
  return start <= prefix ? start : start + newText.length - oldText.length
}
