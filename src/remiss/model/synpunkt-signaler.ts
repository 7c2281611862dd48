import { latin } from '../../handlingar/model/lasning/latin.ts'
import type { SynpunktKind } from './synpunkt.ts'

/**
 * The words by which an administration says that it agrees, does not understand, wants something added, changed or not
 * done. Whose words they are does not matter: no rule knows a municipality or a programme.
 */

/** Who speaks: the administration, committee, company or "vi". Lower case on purpose; used with the flag `i`. */
const OWN =
  '(?:\\p{L}*(?:förvaltningen|kontoret|nämnden|styrelsen|bolaget|kommunen|staden|rådet|föreningen|polisen|regionen)|vi|\\p{L}+ AB)'

/** Between the speaker's "vill" and the verb: "vill (därför|också|i samband med att … också) peka på". */
const WISH = `(?:vill|önskar|ska|skulle vilja|skulle önska)`
const BETWEEN = '(?:\\s+[\\p{L}\\d,-]+){0,30}?\\s+'

interface Signal {
  kind: SynpunktKind
  regex: RegExp
}

const signal = (kind: SynpunktKind, pattern: string): Signal => ({
  kind,
  regex: latin(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'iu'),
})

const SIGNALS: readonly Signal[] = [
  signal(
    'instammer',
    'instämmer|instämma|tillstyrker|välkomnar|ställer sig (?:helt |i huvudsak |i stort )?(?:bakom|positiv[at]?)|stödjer förslaget|har (?:inget|ingenting) att (?:erinra|invända)|har inga (?:invändningar|synpunkter|erinringar)',
  ),
  signal(
    'instammer',
    'delar (?:\\p{L}+ ){0,4}?(?:syn(?:en)?|bild(?:en)?|uppfattning(?:en)?|bedömning(?:en)?|analys(?:en)?|åsikt(?:en)?)',
  ),
  signal(
    'instammer',
    '(?:är|ser)(?: \\p{L}+){0,3}? positiv[at]? (?:till|på)|ser (?:mycket )?positivt på|ser med tillfredsställelse|tycker att det är bra',
  ),
  signal(
    'instammer',
    'anser att (?:[\\p{L}\\d,–-]+ ){1,14}?på ett (?:\\p{L}+ ){0,2}?(?:bra|tydligt|förtjänstfullt|välavvägt|klart|utmärkt) sätt',
  ),
  signal(
    'instammer',
    '(?:är|anses) (?:väl|mycket väl) (?:strukturera[dt]|genomarbeta[dt]|avväg[dt]|genomtänkt|balansera[dt])|är (?:det )?bra att',
  ),
  signal(
    'avstyrker',
    'avstyrker|avstyrka|avråder|motsätter sig|(?:kan )?inte (?:ställa|ställer) sig bakom|ställer sig (?:inte|ej) bakom|ställer sig (?:\\p{L}+ )?(?:negativ[at]?|avvisande)|bör inte antas|ser (?:inte|inget) (?:något )?behov av',
  ),
  signal(
    'oklart',
    '(?:inte|ej) (?:helt |tillräckligt |alltid )?(?:tydlig[at]?|klar[at]?|begriplig[at]?)|otydlig[ath]*(?:en|er|erna)?|oklar(?:t|a|het|heter)?|svår(?:t|tolka[dt])(?: att (?:utläsa|förstå|tolka|avgöra))|kan (?:läsas|tolkas|förstås) på (?:flera|olika) sätt',
  ),
  signal(
    'oklart',
    '(?:framgår|framkommer|anges|preciseras|definieras|beskrivs) (?:inte|ej)|(?:behöver|bör|kan|måste|skulle behöva) (?:\\p{L}+ )?(?:förtydligas|tydliggöras|klargöras|preciseras|definieras)|förtydligande(?:n)?(?: (?:av|om|kring))?',
  ),
  signal('oklart', 'ges inte (?:\\p{L}+ ){0,3}?plats'),
  signal(
    'komplettering',
    `${OWN} ${WISH}${BETWEEN}(?:komplettera|lyfta|poängtera|peka på|framhålla|betona|understryka|lägga till|tillägga|uppmärksamma|påminna om)`,
  ),
  signal(
    'komplettering',
    `${WISH} ${OWN}${BETWEEN}(?:komplettera|lyfta|poängtera|peka på|framhålla|betona|understryka|lägga till|tillägga|uppmärksamma|påminna om)`,
  ),
  signal(
    'komplettering',
    `och (?:vill|önskar)${BETWEEN}(?:komplettera|lyfta|poängtera|peka på|framhålla|lägga till|tillägga)`,
  ),
  signal(
    'komplettering',
    '(?:bör|kan|behöver|måste|skulle kunna)(?:\\s+[\\p{L}\\d-]+){0,8}?\\s+(?:kompletteras|nämnas|läggas till|lyftas(?: fram| in)?|inkluderas|utökas|tas med|omnämnas|tillföras|skrivas in|finnas med|framgå|ingå|breddas)',
  ),
  signal(
    'komplettering',
    'saknar|saknas|efterlyser|efterfrågar|finns inte med|nämns inte|omnämns inte|tas inte upp|berörs inte',
  ),
  signal(
    'andring',
    '(?:bör|behöver|måste|kan)(?:\\s+[\\p{L}\\d-]+){0,6}?\\s+(?:ändras|ersättas|omformuleras|justeras|strykas|tas bort|flyttas|skrivas om|anpassas|bytas|revideras|utgå|uppdateras)',
  ),
  signal(
    'andring',
    '(?:föreslår|förordar|vill|önskar) (?:[\\p{L}\\d”“",-]+ ){0,14}?(?:ändras|ersätts|stryks|tas bort|flyttas|justeras|omformuleras|byts|ändra|ersätta|stryka|ta bort|flytta|omformulera|byta)|ändra(?:s)? till|ersätt med',
  ),
  signal('fraga', '(?:undrar|frågar sig|ställer sig frågande|ställer frågan|vill veta)'),
]

/** The kinds a sentence signals, in the order of the catalogue. A question mark makes a question. */
export function signalsOf(sentence: string): SynpunktKind[] {
  const text = sentence.slice(0, 2000)
  const kinds = new Set<SynpunktKind>()
  for (const { kind, regex } of SIGNALS) {
    if (!kinds.has(kind) && regex.test(text)) kinds.add(kind)
  }
  if (/\?["”’»)]?$/.test(text.trim())) kinds.add('fraga')
  // "inte ställer sig bakom", "inte delar uppfattningen": the agreement is denied.
  if (kinds.has('instammer') && (kinds.has('avstyrker') || DENIED.test(text))) kinds.delete('instammer')
  // Asking for clarity is said with the words for additions ("bör framgå"); the unclear is what the point is about.
  if (kinds.has('oklart') && kinds.has('komplettering') && CLARIFY.test(text)) kinds.delete('komplettering')
  return ORDER.filter((kind) => kinds.has(kind))
}

const ORDER: readonly SynpunktKind[] = ['instammer', 'oklart', 'komplettering', 'andring', 'avstyrker', 'fraga']

const DENIED = latin(
  /(?<!\p{L})(?:inte|ej|knappast) (?:delar|instämmer|tillstyrker|välkomnar)|(?:delar|instämmer|tillstyrker)(?: \p{L}+)? (?:inte|ej)(?!\p{L})/iu,
)
const CLARIFY = latin(/(?<!\p{L})(?:tydlig|klar|förtydlig|klargör|precis)/iu)

/**
 * A sentence of the form that is no point: what is proposed to decide, that the remiss has been received, what follows.
 */
export function isFormal(sentence: string): boolean {
  return FORMAL.some((regex) => regex.test(sentence))
}

const FORMAL: readonly RegExp[] = [
  latin(
    /(?<!\p{L})föreslås (?:att )?(?:därmed |därför |med hänvisning till [^.]{3,60} )?(?:hänvisa|besluta|överlämna|godkänna|anta|avge|tillstyrka|anse)/iu,
  ),
  latin(
    /(?<!\p{L})föreslår(?: \p{L}+){0,4}? att (?:\p{L}+ )?(?:\p{L}*nämnden|\p{L}*styrelsen|\p{L}*fullmäktige) (?:beslutar|hänvisar|överlämnar|godkänner|antar|avger|besvarar|ställer)/iu,
  ),
  latin(/(?<!\p{L})(?:remissen|motionen) (?:föreslås )?(?:besvaras|anses besvarad) med/iu),
  latin(
    /(?<!\p{L})(?:har följande synpunkter|lämnar följande synpunkter|vill lämna följande|anför följande|redovisas nedan|nedan följer|följande synpunkter)/iu,
  ),
  latin(
    /(?<!\p{L})har (?:tagit del av|beretts (?:möjlighet|tillfälle)|fått (?:möjlighet|tillfälle)|remitterats|ombetts|granskat)(?!\p{L})[^.]{0,160}\.?$/iu,
  ),
  /^(?:Beslut i (?:detta )?ärende|Ärendet har (?:beretts|handlagts)|Föredragande har varit|I (?:den slutliga )?handläggningen har)/u,
  latin(/^(?:med vänlig hälsning|för \p{L}+styrelsen)/iu),
]

/** A sentence that goes on from the one before: it belongs to the same point. */
export function goesOn(sentence: string): boolean {
  // "Det framgår inte …" has a subject in form only; it begins something of its own.
  if (
    latin(/^Det (?:framgår|saknas|är|bör|behöver|behövs|vore|finns|kan)(?!\p{L})/u).test(sentence) &&
    !latin(/(?<!\p{L})därför(?!\p{L})/iu).test(sentence)
  )
    return false
  return (
    latin(
      /^["”]?(?:Därför|Detta|Det|Den|Denna|De|Dessa|Här|Därmed|På så sätt|Så|Genom detta|Ett exempel|Exempelvis|Till exempel|Annars|Då|Där|Samma|Även detta)(?!\p{L})/u,
    ).test(sentence) || latin(/(?<!\p{L})därför(?!\p{L})/iu).test(sentence)
  )
}

/** Says that yet another thing follows: "också", "vidare", "dessutom". */
export function addsMore(sentence: string): boolean {
  return latin(
    /(?<!\p{L})(?:också|även|vidare|dessutom|därutöver|därtill|slutligen|ytterligare|avslutningsvis)(?!\p{L})/iu,
  ).test(sentence)
}
