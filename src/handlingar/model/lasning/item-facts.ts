import { dateAfterPhrase } from './dates.ts'
import { readFormula, readStance } from './decision-wording.ts'
import { findDiarienummer } from './diarienummer-i-text.ts'
import type { Document } from './document.ts'
import { latin } from './latin.ts'
import { personIn } from './people.ts'
import { BODY, capitalised, fold, OFFICE, PARTY_CODE, partyByName, STATE, withoutGenitive } from './vocabulary.ts'
import { readYrkanden, type Yrkande } from './yrkanden.ts'

/** A stretch of the view that is one item, with the number it began with. */
export interface ItemBlock {
  nr?: string
  paragraph?: string
  /** Kind by the group heading it stands under. */
  group: string | null
  attachments: number
  start: number
  end: number
}

/** One agenda or minute item; every part is absent unless the text says it. */
export interface Item {
  nr?: string
  paragraph?: string
  kind?: string
  title?: string
  dnr?: string[]
  dnrDamaged?: true
  remissDnr?: string
  remittent?: string
  motion?: string
  party?: string
  handlaggare?: string
  replyDue?: string
  tjutDate?: string
  formula?: string
  outcome?: string
  unanimous?: true
  status?: string
  stance?: string
  attachments?: number
  yrkanden?: Yrkande[]
}

/** Opening, choice of adjusters, presence: what every meeting has and nobody looks for, unless it is numbered. */
const PROCEDURE =
  /öppnade sammanträdet|utsågs att justera|utsåg[^.]{0,80}att justera|närvarorätt|föredragningslistan godkändes|sammanträdet avslutades/iu

/** @returns null for a block that is no item: procedure without a number, or nothing but page remains. */
export function itemOf(doc: Document, block: ItemBlock): Item | null {
  const text = doc.text.slice(block.start, Math.min(block.end, block.start + 30_000))
  const hasNumber = block.nr !== undefined || block.paragraph !== undefined
  if (!hasNumber && (fold(text).length < 20 || PROCEDURE.test(text.slice(0, 400)))) return null
  const kind = kindOf(text, block, hasNumber)
  const isRemiss = kind === 'remiss' || kind === 'remiss-motion'
  const numbers = findDiarienummer(text)
  const own = [...new Set(numbers.filter((one) => one.role === 'own' && !one.isDamaged).map((one) => one.value))]
  const remissDnr = numbers.find((one) => one.role === 'remiss' && !one.isDamaged)?.value
  const stance = isRemiss ? readStance(text)?.stance : undefined
  const yrkanden = readYrkanden(text)
  const optional: Item = {
    nr: block.nr,
    paragraph: block.paragraph,
    kind: kind ?? undefined,
    title: titleOf(text, hasNumber),
    dnr: own.length > 0 ? own : undefined,
    dnrDamaged: numbers.some((one) => one.isDamaged) ? true : undefined,
    remissDnr,
    remittent: remittentOf(text),
    motion: /[Mm]otion \((\d{4}:\d{1,4})\)/u.exec(text)?.[1],
    party: kind?.includes('motion') ? partyOf(text) : undefined,
    handlaggare: handlaggareOf(text),
    replyDue: dateAfterPhrase(
      text,
      '(?:svarstid|remisstid(?:en)?|svar(?:et)? senast|besvaras senast|ska vara (?:inkommen|inkommet|[^.]{3,40} tillhanda) senast)',
      30,
    )?.date,
    tjutDate: dateAfterPhrase(
      text,
      '(?:tjänsteutlåtandet?|tjänsteskrivelsen?),?\\s+(?:är\\s+)?(?:daterat|daterad|av)(?:\\s+den)?',
      6,
    )?.date,
    formula: formulaOf(text, yrkanden),
    outcome: outcomeOf(text),
    unanimous: /instämmande från samtliga|enhälligt|enhällig/iu.test(text) ? true : undefined,
    status: statusOf(text),
    stance,
    attachments: block.attachments > 0 ? block.attachments : undefined,
    yrkanden: yrkanden.length > 0 ? yrkanden : undefined,
  }
  return Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Item
}

function kindOf(text: string, block: ItemBlock, hasNumber: boolean): string | null {
  const isRemiss = latin(
    /(?<!\p{L})remittera[td](?!\p{L})|(?<!\p{L})remiss(?:en)?\s+(?:från|av|om)|svar på remiss|yttrande över remiss|remissvar/iu,
  ).test(text)
  const isMotion = latin(/(?<!\p{L})motion(?:en)?(?!\p{L})/iu).test(text)
  if (isRemiss) return isMotion ? 'remiss-motion' : 'remiss'
  if (isMotion) return 'motion'
  if (block.group) return block.group
  if (/medborgarförslag/iu.test(text)) return 'medborgarförslag'
  if (/^[^\n]{0,120}[Yy]ttrande (?:till|över)/u.test(text.trim())) return 'yttrande'
  if (/Beslutsgång|besluta\s+(?:enligt|i enlighet med)|förslag till beslut/iu.test(text)) return 'beslut'
  return hasNumber ? null : 'övrigt'
}

/**
 * The words after the number up to what is told about the item. A remiss without a title line names the matter it
 * remits.
 */
function titleOf(text: string, hasNumber: boolean): string | undefined {
  const remitted = latin(
    /remitterat\s+ärendet\s+(?<what>[\s\S]{5,300}?)\s+(?:\([^)]{3,30}\)\s+)?till\s+\p{L}{1,40}(?:[\p{L} -]{0,40}?)\s+för\s+yttrande/u,
  ).exec(text)?.groups?.what
  if (!hasNumber) return remitted ? fold(remitted).replace(/ \([^)]{3,30}\)$/, '') : undefined
  const head = text.trimStart().split(latin(/\n[ \t]*\n|\n(?=\s*\p{Lu})|(?=\s[A-ZÅÄÖ]{2,4}-\d{4}\/)/u))[0] ?? ''
  const title = fold(head)
    .replace(/\s*\[(?:\.{3}|…)\]\s*$/, '')
    .replace(/\s*Dnr:?.*$/, '')
    .replace(/[.]$/, '')
  return title.length >= 3 && title.length <= 300 && latin(/\p{L}{3}/u).test(title)
    ? title
    : remitted
      ? fold(remitted)
      : undefined
}

function remittentOf(text: string): string | undefined {
  const sender = `(?<who>${BODY}|${STATE}|${OFFICE})`
  const match =
    latin(`[Rr]emiss(?:en)?\\s+från\\s+${sender}`, 'u').exec(text) ??
    latin(`(?<![\\p{L}-])${sender}\\s+(?:i\\s+\\p{Lu}\\p{L}{1,40}\\s+\\p{L}{1,40}\\s+)?har\\s+remitterat`, 'u').exec(
      text,
    )
  return match?.groups ? capitalised(withoutGenitive(fold(match.groups.who!))) : undefined
}

/** The mover's party: in brackets after the name ("(S)", "(båda V)"), or by name ("från Liberalerna"). */
function partyOf(text: string): string | undefined {
  const near = latin(/(?<!\p{L})motion/iu).exec(text)
  const at = near?.index ?? 0
  // Within the paragraph: parties further down are those of yrkanden and reservations.
  const before = text.slice(Math.max(0, at - 200), at)
  const window = before.slice(before.lastIndexOf('\n\n') + 1) + (text.slice(at, at + 500).split(/\n[ \t]*\n/)[0] ?? '')
  const code = latin(`\\((?:(?:båda|samtliga|alla) )?(${PARTY_CODE})\\)`, 'u').exec(window)
  return code ? code[1]!.toUpperCase() : partyByName(window)?.code
}

function handlaggareOf(text: string): string | undefined {
  const label = /Handläggare:?\s*/u.exec(text)
  return label ? personIn(text.slice(label.index + label[0].length).split('\n')[0] ?? '')?.name : undefined
}

/** The wording of the item's decision; a counter-proposal among the yrkanden is not the decision. */
function formulaOf(text: string, yrkanden: readonly Yrkande[]): string | undefined {
  const section = latin(
    /(?:^|\n)[ \t]*(?:\p{Lu}\p{Ll}{1,40}s )?[Bb]eslut[ \t]*\n(?<text>[\s\S]{5,2000}?)(?=\n[ \t]*(?:Yrkande|Reservation|Särskilt|Beslutsgång|Sammanfattning|Ärende|Proposition)|$)/u,
  ).exec(text)?.groups?.text
  const decided = section ?? /(?:beslutade?|beslutar|föreslår att)[\s\S]{0,400}/iu.exec(text)?.[0] ?? ''
  const formula = readFormula(yrkanden.length > 0 || section ? decided : text)?.code
  return formula === 'tillstyrker' && yrkanden.length > 0 ? undefined : formula
}

function outcomeOf(text: string): string | undefined {
  if (
    /beslut(?:a|ade|ar)\s+(?:enligt|i enlighet med)\s+(?:förvaltningens|kontorets|liggande|framlagt)\s+förslag/iu.test(
      text,
    )
  )
    return 'enligt förvaltningens förslag'
  if (/(?:beslutade?|beslutar)[^.]{0,60}återremittera/iu.test(text)) return 'återremiss'
  if (/(?:beslutade?|beslutar)[^.]{0,60}bordlägga/iu.test(text)) return 'bordläggning'
  if (/(?:beslutade?|beslutar)[^.]{0,60}avslå/iu.test(text)) return 'avslag'
  return undefined
}

function statusOf(text: string): string | undefined {
  const head = text.slice(0, 600)
  if (/återremittera[td]\s+(?:ärende|fr|från|vid|den)|beslutade?\s+att\s+återremittera/iu.test(head))
    return 'återremitterat'
  if (/bordlagt|bordlagd/iu.test(head)) return 'bordlagt'
  if (latin(/(?<!\p{L})utgår(?!\p{L})/iu).test(head)) return 'utgår'
  return undefined
}
