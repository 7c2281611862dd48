import type { Document } from './document.ts'
import { latin } from './latin.ts'
import { capitalised, slug } from './vocabulary.ts'

/** A municipality's name with where it was read (offsets in the view, or null when only the address had it). */
export interface FoundMunicipality {
  name: string
  start: number
  end: number
  confidence: number
}

const NAMED = latin(
  /(?<![\p{L}-])((?:(?:Lilla|Stora|Nya|Gamla|Östra|Västra|Norra|Södra|Övre|Nedre|\p{Lu}\p{Ll}{2,12}lands) )?\p{Lu}\p{Ll}{2,30}(?:-\p{Lu}\p{Ll}{1,20})?) (?:[Kk]ommuns?|[Ss]tads?)(?![\p{L}-])/gu,
)

/** The same in the capitals of a letterhead. */
const NAMED_IN_CAPITALS = latin(/(?<![\p{L}-])(\p{Lu}{3,30}(?:-\p{Lu}{2,20})?) (?:KOMMUN|STAD)(?![\p{L}-])/u)

/** Words that begin a sentence before "kommun" or "stad" without being a name. */
const NO_NAME =
  /^(?:Varje|Vår|Vårt|Denna|Detta|En|Ett|Er|Alla|Hela|Samma|Annan|Ingen|Sveriges|Respektive|Aktuell|Berörd|Den|Din|Egen|Liknande|Trygg|Säker|Nämnden|Till|Från|Inom|Region|Stor|Ny|Vilken|Någon|Bästa|Tryggare)(?: |$)/u

/** Names that end in s by nature (on -ås, -fors, -näs); all other names get it as a genitive. */
const NATURAL_S = /(?:ås|fors|näs|ös|äs|os|hus|lands|snäs)$/u

/**
 * The municipality, from what the text itself says: "X kommun", "Xs stads …", an address such as `x.se` that a name in
 * the text agrees with, "X brottsförebyggande råd". Never from a list of municipalities.
 */
export function readMunicipality(doc: Document): FoundMunicipality | null {
  return byName(doc) ?? byAddress(doc) ?? byLocalRad(doc) ?? byTitle(doc)
}

function byName(doc: Document): FoundMunicipality | null {
  const counts = new Map<string, { count: number; first: RegExpExecArray }>()
  for (const match of doc.text.matchAll(NAMED)) {
    const printed = match[1] ?? ''
    if (NO_NAME.test(printed)) continue
    const name = nominative(printed, doc.text)
    const known = counts.get(name)
    if (known) known.count += 1
    else if (counts.size < 200) counts.set(name, { count: 1, first: match })
  }
  // The document's own municipality is named most often, and first when it is a tie.
  const best = [...counts].sort((a, b) => b[1].count - a[1].count || a[1].first.index - b[1].first.index)[0]
  if (!best) return inCapitals(doc)
  const [name, { count, first }] = best
  return { name, start: first.index, end: first.index + (first[1]?.length ?? 0), confidence: count > 1 ? 0.9 : 0.75 }
}

function inCapitals(doc: Document): FoundMunicipality | null {
  const match = NAMED_IN_CAPITALS.exec(doc.text.slice(0, 3000))
  if (!match) return null
  const printed = match[1]!
    .split('-')
    .map((part) => part.charAt(0) + part.slice(1).toLocaleLowerCase('sv'))
    .join('-')
  if (NO_NAME.test(printed)) return null
  return {
    name: nominative(printed, doc.text),
    start: match.index,
    end: match.index + match[1]!.length,
    confidence: 0.7,
  }
}

function nominative(printed: string, text: string): string {
  const bare = printed.replace(/s$/u, '')
  if (bare === printed) return printed
  if (latin(`(?<![\\p{L}-])${bare}(?![\\p{L}-])`, 'u').test(text)) return bare
  return NATURAL_S.test(printed) ? printed : bare
}

const DOMAIN = latin(
  /(?<![\p{L}\d.-])(?:[\p{L}\d._-]{1,60}@|www\.)?((?:[\p{L}\d-]{2,40}\.){0,3}([\p{L}\d-]{3,30}))\.se(?![\p{L}\d-]|\.\p{L})/gu,
)

function byAddress(doc: Document): FoundMunicipality | null {
  const names = new Map<string, string>()
  for (const word of doc.text
    .slice(0, 200_000)
    .matchAll(latin(/(?<![\p{L}-])\p{Lu}\p{Ll}[\p{L}]{1,24}(?:-\p{Lu}\p{Ll}{1,40})?(?![\p{L}-])/gu))) {
    const key = slug(word[0])
    if (!names.has(key)) names.set(key, word[0])
    // The genitive "Ekhamns" supports ekhamn.se as well.
    const bare = key.replace(/s$/, '')
    if (!names.has(bare)) names.set(bare, word[0].replace(/s$/, ''))
  }
  for (const match of doc.text.slice(0, 200_000).matchAll(DOMAIN)) {
    const label = match[2] ?? ''
    const supported = names.get(slug(label))
    if (supported) return { name: supported, start: match.index, end: match.index + match[0].length, confidence: 0.7 }
  }
  // A footer with the address alone, more than once, and no other word: the label as it is, with low confidence.
  const labels = [...doc.text.slice(0, 5000).matchAll(DOMAIN)]
  const repeated = labels.find(
    (one) => labels.filter((other) => other[2] === one[2]).length > 1 && /^[a-z]+$/.test(one[2] ?? ''),
  )
  if (!repeated) return null
  return {
    name: capitalised(repeated[2] ?? ''),
    start: repeated.index,
    end: repeated.index + repeated[0].length,
    confidence: 0.5,
  }
}

function byLocalRad(doc: Document): FoundMunicipality | null {
  const match = latin(
    /(?<![\p{L}-])(\p{Lu}\p{Ll}{2,30}(?:-\p{Lu}\p{Ll}{1,20})?) (?:lokala )?brottsförebyggande råd/u,
  ).exec(doc.text)
  if (!match || NO_NAME.test(match[1]!) || /^(?:Lokala|Det|Vårt|Brotts)/.test(match[1]!)) return null
  const name = nominative(match[1]!, doc.text)
  return { name, start: match.index, end: match.index + match[1]!.length, confidence: 0.6 }
}

/**
 * "… trygghetsvakter i Ekhamn": the place that a title ends with, when other words in the text are made with the same
 * name.
 */
function byTitle(doc: Document): FoundMunicipality | null {
  const match = latin(/(?<!\p{L})i (\p{Lu}\p{Ll}{2,20}(?:-\p{Lu}\p{Ll}{1,40})?)(?= \p{Lu}|\n| ?$)/u).exec(
    doc.text.slice(0, 1500),
  )
  if (!match) return null
  const name = match[1]!
  const start = match.index + 2
  const again = doc.text.slice(0, start) + doc.text.slice(start + name.length)
  if (!latin(`(?<!\\p{L})${name}`, 'u').test(again) || latin(`${name}s? (?:stadsdel|distrikt)`, 'u').test(again))
    return null
  return { name, start, end: start + name.length, confidence: 0.5 }
}
