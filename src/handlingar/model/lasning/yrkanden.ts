import { latin } from './latin.ts'
import { fold, PARTY_CODE, PERSON, partyByName } from './vocabulary.ts'

/** A motion put at a meeting. `content` is a code: bifall, delvis, avslag, återremiss, bordläggning, tillägg. */
export interface Yrkande {
  party?: string
  role?: string
  content?: string
}

const PUT = latin(
  `(?:(?<role>(?:(?:[Ff]örste|[Aa]ndre|1:e|2:e) )?(?:[Vv]ice )?[Oo]rdföranden?|[Ll]edamoten?|[Tt]jänstgörande ersättaren?|[Ee]rsättaren?) )?(?<name>${PERSON}) \\((?<party>${PARTY_CODE})\\)(?:(?!\\d[.)]\\s)[^.()\\n]){0,80}?(?:yrkade|yrkar)`,
  'gu',
)
const PUT_BY_PARTY = latin(/(?<who>[\p{L}]{4,30}(?: samlingspartiet)?) (?:yrkade|yrkar)(?!\p{L})/gu)

/** The yrkanden of an item, in order. What is asked is read up to the next one. */
export function readYrkanden(text: string): Yrkande[] {
  const puts: { start: number; end: number; value: Yrkande }[] = []
  for (const match of text.matchAll(PUT)) {
    const role = match.groups?.role ? roleOf(match.groups.role) : undefined
    puts.push({
      start: match.index,
      end: match.index + match[0].length,
      value: { party: match.groups!.party!.toUpperCase(), ...(role ? { role } : {}) },
    })
  }
  for (const match of text.matchAll(PUT_BY_PARTY)) {
    const party = partyByName(match.groups!.who!)
    const isTaken = puts.some((one) => one.start <= match.index && match.index < one.end)
    if (party && !isTaken)
      puts.push({ start: match.index, end: match.index + match[0].length, value: { party: party.code } })
  }
  puts.sort((a, b) => a.start - b.start)
  return puts.map((put, at) => {
    const content = contentOf(text.slice(put.end, Math.min(puts[at + 1]?.start ?? text.length, put.end + 800)))
    return { ...put.value, ...(content ? { content } : {}) }
  })
}

function roleOf(printed: string): string {
  return fold(printed)
    .toLowerCase()
    .replace('tjänstgörande ', '')
    .replace(/ordföranden$/, 'ordförande')
    .replace(/ledamoten$/, 'ledamot')
    .replace(/ersättaren$/, 'ersättare')
}

function contentOf(text: string): string | undefined {
  const next =
    text.split(
      /(?:Propositions|Beslutsgång|Ordföranden (?:ställde|fann|konstaterade)|Nämnden beslutade|Reservation)/u,
    )[0] ?? ''
  if (/delvis\s+(?:godkänna|bifalla|bifall)|därutöver\s+anför/iu.test(next)) return 'delvis'
  if (/återremi/iu.test(next)) return 'återremiss'
  if (/bordlägg/iu.test(next)) return 'bordläggning'
  if (/avslag|avslå/iu.test(next)) return 'avslag'
  if (/tilläggs?(?:yrkande|förslag)|med tillägget|tillägg/iu.test(next)) return 'tillägg'
  if (/bifall/iu.test(next)) return 'bifall'
  return undefined
}

/** Recorded dissent. `count` only when several members of the party are named. */
export interface Reservation {
  party?: string
  form: 'reservation' | 'särskilt uttalande' | 'särskilt yttrande' | 'ersättaryttrande'
  count?: number
}

const DISSENT =
  /(?<reservation>reserverar sig|reserverade sig|reservation(?:er)?|reserverat sig|reservation anfördes)|(?<uttalande>särskil(?:t|da) uttalanden?)|(?<yttrande>särskil(?:t|da) yttranden?)|(?<ersattare>ersättaryttrande)/giu

/** Reservations and statements with their parties, in order and without repeats. Offsets in the text. */
export function readReservations(text: string): { value: Reservation; start: number; end: number }[] {
  const found: { value: Reservation; start: number; end: number }[] = []
  for (const match of text.matchAll(DISSENT)) {
    if (found.length >= 200) break
    const form = match.groups?.reservation
      ? 'reservation'
      : match.groups?.uttalande
        ? 'särskilt uttalande'
        : match.groups?.yttrande
          ? 'särskilt yttrande'
          : 'ersättaryttrande'
    const lineFrom =
      Math.max(text.lastIndexOf('\n\n', match.index), text.lastIndexOf('. ', match.index), match.index - 300) + 1
    const after =
      text
        .slice(match.index + match[0].length, match.index + match[0].length + 220)
        .split(latin(/\.\s|\n\s*\n|\n(?=\p{Lu})/u))[0] ?? ''
    const sentence = text.slice(Math.max(0, lineFrom), match.index) + match[0] + after
    const counts = new Map<string, number>()
    for (const code of sentence.matchAll(latin(`\\((?:(?:båda|samtliga|alla) )?(${PARTY_CODE})\\)`, 'gu'))) {
      const party = code[1]!.toUpperCase()
      counts.set(party, (counts.get(party) ?? 0) + 1)
    }
    const named = counts.size === 0 ? partyByName(sentence)?.code : undefined
    const bare = counts.size === 0 && !named ? bareParties(sentence) : []
    const parties = [...counts.keys(), ...(named ? [named] : []), ...bare]
    for (const party of parties) {
      if (found.some((one) => one.value.party === party && one.value.form === form)) continue
      const count = counts.get(party) ?? 0
      found.push({
        value: { party, form, ...(count > 1 ? { count } : {}) },
        start: match.index,
        end: match.index + match[0].length,
      })
    }
  }
  return found
}

/** "L och M reserverar sig": codes without brackets before the verb. */
export function bareParties(sentence: string): string[] {
  const match = latin(
    `((?:${PARTY_CODE})(?:(?:,| och|, och) (?:${PARTY_CODE}))*) (?:reserverar|reserverade|lämnar|anmäler)`,
    'u',
  ).exec(sentence)
  return match
    ? [...match[1]!.matchAll(latin(`(?<!\\p{L})${PARTY_CODE}(?!\\p{L})`, 'gu'))].map((one) => one[0].toUpperCase())
    : []
}
