import { latin } from '../../handlingar/model/lasning/latin.ts'
import { fold, splitList } from '../../handlingar/model/lasning/vocabulary.ts'
import { containment, tokensOf } from './ordstam.ts'
import type { FoundAnchor } from './synpunkt.ts'

/**
 * The focus areas a reply lists ("fyra fokusområden: – Förebyggande arbete …"). They are the names the writer has
 * before her, so a name quoted carelessly ("Förebyggande arbetet") is given back as it stands in the list.
 */
export function listedAreas(text: string): string[] {
  const found: string[] = []
  const label = latin(
    /(?<!\p{L})(?:fokusområden|insatsområden|målområden|temaområden|områden)(?!\p{L})[^.:\n]{0,40}:[ \t]*/giu,
  )
  for (const match of text.slice(0, 200_000).matchAll(label)) {
    const from = match.index + match[0].length
    const after = text.slice(from, from + 1200)
    const lines = /^\s*\n((?:[ \t]*[•–—*-][^\n]{3,80}\n?|[ \t]*\n)+)/u.exec(after)
    const names = lines
      ? lines[1]!.split('\n').map((line) => line.replace(/^[ \t]*[•–—*-]?\s*/, ''))
      : splitList(after.split(/[.\n]/)[0] ?? '').map((part) => part.text)
    for (const name of names.map((one) => fold(one).replace(/[.,;]$/, ''))) {
      if (name.length >= 4 && name.length <= 80 && !found.includes(name) && found.length < 30) found.push(name)
    }
  }
  return found
}

const QUOTE_OPEN = '[”“"»«„]'
const QUOTE_CLOSE = '[”“"»«]'
const PLACE_WORD =
  '(?:under|inom|i|avsnitt(?:et)?|kapit(?:el|let)|området|område|fokusområde(?:t)?|insatsområde(?:t)?|målområde(?:t)?|rubrik(?:en)?|stycket|delen|punkten)'

const QUOTED_NAME = latin(
  `(?<!\\p{L})${PLACE_WORD}\\s+(?:om\\s+)?${QUOTE_OPEN}(?<name>[^”“"»«„\\n]{3,80})${QUOTE_CLOSE}`,
  'iu',
)
const ANY_QUOTE = latin(`${QUOTE_OPEN}(?<name>[^”“"»«„\\n]{3,80})${QUOTE_CLOSE}`, 'gu')
const PLAIN_NAME = latin(
  /(?<!\p{L})(?:[Aa]vsnitt(?:et)?|[Kk]apit(?:el|let)|(?:[Ff]okus|[Ii]nsats|[Mm]ål)område(?:t)?|[Rr]ubriken)\s+(?:om\s+)?(?<name>(?:\d+(?:\.\d+)*\s+)?\p{Lu}\p{L}+(?:\s+(?!(?:bör|är|ska|kan|behöver|saknas|saknar|har|finns|anges|framgår|beskrivs|nämns|som|att|där|vill)(?!\p{L}))\p{Ll}+){0,4})/u,
)
/** Taken from the left, so that a mark that closes one quotation is not read as opening the next (Swedish has one mark for both). */
const QUOTATION = latin(`\\*(?<italic>[^*\\n]{1,600})\\*|${QUOTE_OPEN}(?<quoted>[^”“"»«„]{1,600})${QUOTE_CLOSE}`, 'gu')
const SHORTEST_QUOTATION = 25
const TOPIC = latin(
  /(?<!\p{L})(?:lyfter|betonar|framhåller|beskriver|understryker|pekar på|poängterar)(?: fram)?\s+(?:behovet|vikten|betydelsen|värdet)\s+av\s+(?<topic>\p{Ll}[\p{L}-]+)/u,
)

const MISSING: readonly RegExp[] = [
  latin(
    /(?:ges|får|har) (?:inte|ingen|inget) (?:\p{L}+ ){0,3}?plats i (?<place>[^.,;]{3,120}?)(?= som | där | vilket |[.,;]|$)/iu,
  ),
  /(?:saknar|saknas|efterlyser)(?: (?:också|även|dock|däremot|helt))?(?: (?:i|under|inom) (?:programmet|förslaget|texten|dokumentet))? (?<what>(?:ett |en |någon |något )?(?:avsnitt|stycke|skrivning(?:ar)?|beskrivning(?:ar)?|text|resonemang|perspektiv)(?:et|en)? (?:om|kring|av|för) [^.,;]{3,100})/iu,
  latin(
    /(?<what>[^.;]{3,140}?) (?:nämns|omnämns|tas|berörs|finns)(?: \p{L}+)? (?:inte|ej)(?: (?:upp|med|alls|någonstans))?/iu,
  ),
  /(?:saknar|saknas|efterlyser)(?: (?:också|även|dock))? (?<what>[^.;]{3,120}?)(?= i (?:programmet|förslaget|texten)|[.,;]|$)/iu,
]

/** The longest piece of programme text a point quotes, in italics or quotation marks: five words or more. */
export function quotedText(text: string): string | null {
  let longest = ''
  for (const { groups } of text.matchAll(QUOTATION)) {
    const quote = fold(groups?.italic ?? groups?.quoted ?? '')
    if (quote.length > longest.length) longest = quote
  }
  if (longest.length < SHORTEST_QUOTATION || longest.split(' ').length < 5) return null
  return longest.replace(/[.]$/, '')
}

/**
 * What a point is about. `areas`: the document's own list; `inherited`: the section that the paragraph has already
 * named, or the heading it stands under.
 */
export function anchorOf(text: string, areas: readonly string[], inherited: string | null): FoundAnchor {
  const section = sectionNamed(text, areas)
  const quote = quotedText(text)
  if (quote) return { type: 'passage', ...(section ? { section } : {}), quote }
  const missing = missingPlace(text, section ?? inherited)
  if (missing) return { type: 'saknas', proposedPlace: missing }
  if (section) return { type: 'avsnitt', title: section }
  if (inherited) return { type: 'avsnitt', title: inherited }
  const topic = TOPIC.exec(text)?.groups?.topic
  return topic ? { type: 'avsnitt', title: topic } : { type: 'helheten' }
}

/**
 * The section a text names: in quotation marks, after a word such as "fokusområdet", or by the list's own name in
 * running text.
 */
export function sectionNamed(text: string, areas: readonly string[]): string | null {
  const quoted = QUOTED_NAME.exec(text)?.groups?.name
  if (quoted && fold(quoted).split(' ').length <= 8) return asListed(fold(quoted), areas)
  for (const match of text.matchAll(ANY_QUOTE)) {
    const name = fold(match.groups!.name!)
    const listed = asListed(name, areas)
    if (areas.includes(listed)) return listed
  }
  const plain = PLAIN_NAME.exec(text)?.groups?.name
  if (plain) return asListed(fold(plain).replace(/^\d+(?:\.\d+)*\s+/, ''), areas)
  return areaInText(text, areas)
}

function asListed(name: string, areas: readonly string[]): string {
  const own = tokensOf(name)
  const match = areas.find((area) => containment(tokensOf(area), own) === 1 && containment(own, tokensOf(area)) >= 0.6)
  return match ?? name
}

/** "i det förebyggande arbetet": all words of a listed name of two words or more, side by side. */
function areaInText(text: string, areas: readonly string[]): string | null {
  const words = tokensOf(text)
  for (const area of areas) {
    const name = tokensOf(area)
    if (name.length < 2) continue
    const at = words.findIndex((_, start) => name.every((token, offset) => words[start + offset]?.stem === token.stem))
    if (at >= 0) return area
  }
  return null
}

/** Something that is not in the programme, and where it should be. */
function missingPlace(text: string, section: string | null): string | null {
  for (const regex of MISSING) {
    const groups = regex.exec(text)?.groups
    if (!groups) continue
    if (groups.place) return fold(groups.place)
    if (section) return section
    return fold(groups.what ?? '').replace(/^(?:Det|Förvaltningen|Nämnden|Vi|Här)\s+/u, '') || null
  }
  return null
}
