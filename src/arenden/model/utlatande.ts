/** One section of an utlåtande, in the Markdown subset. */
export interface UtlatandeSection {
  key: string
  heading: string
  markdown: string
  hasPoints?: true
}

/** A point as it stands in the text: frozen with the version, whatever becomes of the reply's point later. */
export interface UtlatandePoint {
  nr: number
  /** Codes of its kinds. */
  kinds: string[]
  text: string
  /** Code: whose opinion it is. */
  source: string
  /** Where in the programme, in words: `passage 2.4`. */
  place: string
  quote: string | null
}

/** All that an attest is bound to: one version of a tjänsteutlåtande. Head, signatories and attest stand outside it. */
export interface UtlatandeText {
  title: string
  /** Förslag till beslut, one decision point each. */
  forslag: string[]
  sections: UtlatandeSection[]
  points: UtlatandePoint[]
  bilagor: string[]
}

/** What a section consists of, in order: running text, and points where their places are. */
export type SectionPart = { type: 'text'; markdown: string } | { type: 'synpunkt'; point: UtlatandePoint }

const PLACE = /^[ \t]*\[synpunkt[ \t]+(\d{1,4})\][ \t]*$/i

/**
 * Puts the points into the section that has them: at the line `[Synpunkt 2]`, or last. A place for a point that is not there (any
 * longer) is left out, and a point stands only once.
 */
export function partsOf(section: UtlatandeSection, points: readonly UtlatandePoint[]): SectionPart[] {
  if (!section.hasPoints) return section.markdown.trim() === '' ? [] : [{ type: 'text', markdown: section.markdown }]
  const parts: SectionPart[] = []
  const left = new Map(points.map((point) => [point.nr, point]))
  let text: string[] = []
  const flush = (): void => {
    const markdown = text.join('\n').trim()
    if (markdown !== '') parts.push({ type: 'text', markdown })
    text = []
  }
  for (const line of section.markdown.replace(/\r\n?/g, '\n').split('\n')) {
    const place = PLACE.exec(line)
    if (!place) {
      text.push(line)
      continue
    }
    const point = left.get(Number(place[1]))
    if (!point) continue
    flush()
    parts.push({ type: 'synpunkt', point })
    left.delete(point.nr)
  }
  flush()
  for (const point of left.values()) parts.push({ type: 'synpunkt', point })
  return parts
}

/** One row of a comparison between two versions: a part of the text before and after. */
export interface UtlatandeDiff {
  heading: string
  before: string
  after: string
}

/** A version as headed plain rows, for the comparison by words. Points are one row each, known by their number. */
function rowsOf(text: UtlatandeText): Map<string, { heading: string; text: string }> {
  const rows = new Map<string, { heading: string; text: string }>()
  rows.set('title', { heading: '', text: text.title })
  rows.set('forslag', { heading: 'forslag', text: text.forslag.map((one, at) => `${at + 1}. ${one}`).join('\n') })
  for (const section of text.sections)
    rows.set(`section ${section.key}`, { heading: section.heading, text: section.markdown })
  for (const point of text.points)
    rows.set(`point ${point.nr}`, { heading: `synpunkt ${point.nr}`, text: `${point.place}: ${point.text}` })
  rows.set('bilagor', { heading: 'bilagor', text: text.bilagor.join('\n') })
  return rows
}

/** What differs between two versions. `heading` is the section's own, or a code (`forslag`, `bilagor`, `synpunkt 2`, '' = title). */
export function diffUtlatanden(before: UtlatandeText, after: UtlatandeText): UtlatandeDiff[] {
  const old = rowsOf(before)
  const now = rowsOf(after)
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), now.get(key)]
    if ((a?.text ?? '') === (b?.text ?? '') && (a?.heading ?? '') === (b?.heading ?? '')) return []
    return [{ heading: b?.heading ?? a?.heading ?? '', before: a?.text ?? '', after: b?.text ?? '' }]
  })
}
