import { latin } from './latin.ts'

/**
 * The words that Swedish municipal documents are built of: how names of committees, offices and people are formed. No
 * name of a particular municipality or committee stands here; names are recognised by their endings.
 */

const HYPHENATED = '(?:\\p{L}{2,30}-(?:, \\p{L}{2,30}-){0,3},? (?:och|samt) )?'
const PLACE = '\\p{Lu}\\p{L}{1,30}(?:-\\p{Lu}\\p{L}{1,30}){0,3}'

/** A committee, board or council, in nominative or genitive. Without anchors; needs the flag `u`. */
export const BODY =
  `(?:[Kk]ommunstyrelsens \\p{Ll}{3,20}utskott|[Kk]ommunstyrelsen|[Kk]ommunfullmäktige|[Rr]egionstyrelsen|[Rr]egionfullmäktige|\\p{Lu}\\p{Ll}{4,30}beredningen` +
  `|SDN ${PLACE}(?: ${PLACE})?` +
  `|(?:(?:Norra|Södra|Östra|Västra) )?${PLACE} stadsdelsnämnd(?:en)?` +
  `|${PLACE} (?:lokala )?brottsförebyggande råd(?:et)?` +
  `|[Nn]ämnden för \\p{Ll}{3,30}(?:, \\p{Ll}{3,30}){0,2}(?: och \\p{Ll}{3,30})?` +
  `|(?!Hela|Denna|Samma)\\p{Lu}\\p{Ll}{2,20}a nämnden` +
  `|${HYPHENATED}\\p{L}{2,40}nämnden` +
  `|(?!Varje|Annan|Berörd|Denna|Ingen|Till|Från)\\p{Lu}\\p{Ll}{2,20} \\p{Ll}{3,30}nämnd` +
  `|[Rr]ådet för \\p{Ll}{3,30}(?: \\p{Ll}{2,20}){0,3}` +
  `|[Ss]tyrelsen för ${PLACE}(?: [\\p{Lu}&][\\p{L}&]{0,20}){0,3}` +
  `|\\p{Lu}\\p{Ll}{4,30}utskottet)`

/** An administration, office or company. */
export const OFFICE =
  `(?:[Kk]ommunstyrelsens (?:förvaltning|kontor|stab|kansli)|[Kk]ommunledningsförvaltningen` +
  `|(?:(?:Norra|Södra|Östra|Västra) )?${PLACE} stadsdelsförvaltning(?:en)?` +
  `|${HYPHENATED}\\p{L}{2,40}förvaltningen` +
  `|${HYPHENATED}\\p{L}{3,40}kontoret` +
  `|\\p{Lu}\\p{Ll}{2,20}a (?:förvaltningen|kontoret)` +
  `|\\p{L}{3,30}revisionen|[Rr]evisionskontoret|[Rr]äddningstjänsten` +
  `|\\p{Lu}[\\p{L}&-]{1,30}(?: [\\p{Lu}&][\\p{L}&-]{0,30}){0,3} AB)`

/** A state authority or ministry that sends remisser. */
export const STATE =
  '(?:\\p{Lu}\\p{Ll}{3,30}departementet|[Rr]egeringskansliet|\\p{Lu}\\p{Ll}{3,30}(?:styrelsen|verket|myndigheten|inspektionen|rådet)|Länsstyrelsen(?: i \\p{Lu}\\p{Ll}{1,40}(?: län)?)?)'

/** First name and surname(s) as printed, two or three words. */
export const PERSON =
  "\\p{Lu}[\\p{Ll}']{0,40}(?:-\\p{Lu}\\p{Ll}{1,40})?(?: (?:af|av|von|de|van|der))? \\p{Lu}[\\p{Ll}']{0,40}(?:-\\p{Lu}\\p{Ll}{1,40})?(?: \\p{Lu}\\p{Ll}{1,40}(?:-\\p{Lu}\\p{Ll}{1,40})?)?"

/** Endings of occupational titles; a line below a name is a title when a word in it ends like this. */
const TITLE_ENDINGS =
  '(?:direktör|chef|sekreterare|samordnare|strateg|handläggare|ordförande|utredare|controller|rektor|jurist|borgarråd|kommunalråd|ekonom|planerare|ledare|registrator|revisor|analytiker|expert|inspektör|ingenjör|konsult|administratör|specialist|koordinator|intendent|assistent|biträde|landskapsarkitekt|arkitekt|lektor|kurator|pedagog|polis|vd)'

export const TITLE_WORD = latin(`(?<!\\p{L})(?:\\p{L}{0,40}${TITLE_ENDINGS}|VD)(?!\\p{L})`, 'iu')

/** A title alone: one to five words of which the last important one has a title's ending. */
export const TITLE_LINE = latin(
  `^(?:(?:tf|t\\.f\\.|bitr(?:ädande)?|vice|1:e|förste) )?[\\p{L}./-]{2,40}(?: [\\p{L}&./-]{1,30}){0,5}$`,
  'iu',
)

/** Parties of the Riksdag and those common in municipalities, by code. */
const PARTY_NAMES: readonly (readonly [code: string, pattern: string])[] = [
  ['S', 'socialdemokrat\\p{Ll}{0,30}'],
  ['M', 'moderat(?:erna|ernas|a samlingspartiet)'],
  ['SD', 'sverigedemokrat\\p{Ll}{0,30}'],
  ['C', 'centerpartiets?'],
  ['V', 'vänsterpartiets?'],
  ['KD', 'kristdemokrat\\p{Ll}{0,30}'],
  ['L', 'liberalerna|liberalernas|folkpartiets?'],
  ['MP', 'miljöpartiets?'],
]

export const PARTY_CODE = '(?:SD|KD|MP|FP|FI|Fi|[SMCVL])'

/** @returns the party's code for its name in running text, or null. */
export function partyByName(text: string): { code: string; start: number; end: number } | null {
  for (const [code, pattern] of PARTY_NAMES) {
    const match = latin(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'iu').exec(text)
    if (match) return { code, start: match.index, end: match.index + match[0].length }
  }
  return null
}

/** White space folded to single spaces. */
export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** First letter in upper case, the rest as printed. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1)
}

/**
 * "Arbetsmarknadsförvaltningens" → "Arbetsmarknadsförvaltningen"; names that end in s for another reason have no such
 * ending.
 */
export function withoutGenitive(name: string): string {
  return name
    .replace(
      /(nämnden|nämnd|styrelsen|förvaltningen|förvaltning|kontoret|revisionen|fullmäktige|beredningen|utskottet|utskott|rådet|bolaget|departementet)s$/u,
      '$1',
    )
    .replace(/ AB:?s$/, ' AB')
}

/** Letters folded the way addresses on the web fold them. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[åä]/g, 'a')
    .replace(/ö/g, 'o')
    .replace(/é/g, 'e')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

const NUMBER_WORDS = ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv']

/** @returns 0–12 for a number word or digits, else null. */
export function smallNumber(word: string): number | null {
  const at = NUMBER_WORDS.indexOf(word.toLowerCase())
  if (at >= 0) return at
  return /^\d{1,2}$/.test(word) ? Number(word) : null
}

/**
 * A list in running text: "a, b-, c och d". Commas divide; the last free "och" divides too, but not the one after a
 * hyphen.
 */
export function splitList(text: string): { text: string; start: number; end: number }[] {
  const cuts: { at: number; length: number }[] = [...text.matchAll(/,\s+(?!(?:och|samt)\s)|,\s+(?:och|samt)\s+/g)].map(
    (match) => ({
      at: match.index,
      length: match[0].length,
    }),
  )
  const free = [...text.matchAll(/(?<!-)\s+(?:och|samt)\s+/g)].filter((match) => !/,$/.test(text.slice(0, match.index)))
  const last = free.at(-1)
  if (last) cuts.push({ at: last.index, length: last[0].length })
  cuts.sort((a, b) => a.at - b.at)
  const parts: { text: string; start: number; end: number }[] = []
  let from = 0
  for (const cut of [...cuts.filter((_, at) => !cutsHyphenList(text, cuts, at)), { at: text.length, length: 0 }]) {
    const raw = text.slice(from, cut.at)
    const value = fold(raw)
    const lead = raw.length - raw.trimStart().length
    if (value !== '') parts.push({ text: value, start: from + lead, end: from + lead + raw.trim().length })
    from = cut.at + cut.length
  }
  return parts
}

/** "plan-, bygg- och miljönämnden": a comma after a hyphen belongs to one name. */
function cutsHyphenList(text: string, cuts: readonly { at: number }[], at: number): boolean {
  return text[cuts[at]!.at - 1] === '-'
}
