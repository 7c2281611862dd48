import { type Document, pieceOf } from './document.ts'
import { latin } from './latin.ts'
import { BODY, fold, OFFICE, PERSON, slug, TITLE_LINE, TITLE_WORD } from './vocabulary.ts'

/** Swedish area codes of two and three digits; all others have four. Source: PTS numbering plan, E.164. */
const AREA_CODES = /^(?:08|01[013689]|02[0136]|03[1356]|04[0246]|054|060|063|070|07[2369]|077|090)/

const PHONE = /(?<![\d/-])(?:\+46 ?(?:\(0\) ?)?|0)\d(?:[ -]{0,3}\d){5,9}(?![\d/])/g

/** A phone number as printed and grouped. */
export interface FoundPhone {
  phone: string
  start: number
  end: number
}

/** Phone numbers with an area code, grouped "08-508 479 98", "031-390 06 16". */
export function findPhones(text: string): FoundPhone[] {
  return [...text.matchAll(PHONE)].map((match) => ({
    phone: groupPhone(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function groupPhone(printed: string): string {
  const dash = /^0(\d{1,3})-/.exec(printed)
  const digits = printed.replace(/^\+46 ?(?:\(0\) ?)?/, '0').replace(/\D/g, '')
  const code = dash ? `0${dash[1]}` : (AREA_CODES.exec(digits)?.[0] ?? digits.slice(0, 4))
  const rest = digits.slice(code.length)
  const groups: Record<number, number[]> = { 5: [3, 2], 6: [2, 2, 2], 7: [3, 2, 2], 8: [3, 3, 2] }
  const sizes = groups[rest.length]
  if (!sizes) return `${code}-${rest}`
  const starts = sizes.map((_, nr) => sizes.slice(0, nr).reduce((sum, size) => sum + size, 0))
  const parts = sizes.map((size, nr) => rest.slice(starts[nr], starts[nr]! + size))
  return `${code}-${parts.join(' ')}`
}

/** A person the document names as responsible for it. */
export interface Handlaggare {
  name: string
  phone?: string
}

const STOP = latin(
  `^(?:Till|TILL|Telefon|Tel|Tfn|Telefonnummer|E-post|Epost|Mail|Mobil|Datum|DATUM|Dnr|Diarie\\p{L}{0,30}|Sida|Sid|Handläggare|HANDLÄGGARE|Förslag|Motion|Svar|Remiss|Yttrande|Ärende|Växel|Box|Besöksadress|Postadress)$`,
  'u',
)
const ORGANISATION = latin(`^(?:${BODY}|${OFFICE})`, 'u')

/** Words run together after "Handläggare": capitalised words up to the first that cannot be part of a name. */
function nameWords(text: string, from: number): { text: string; start: number; end: number }[] {
  const words: { text: string; start: number; end: number }[] = []
  // A column heading may stand between the label and the name: "Handläggare Till\n\nAlva Bergmark".
  const window = text.slice(from, from + 200)
  const lead = /^[\s:]*(?:(?:Till|TILL|Datum|DATUM|Telefon|Dnr|Diarienummer)\s*\n\s*)?/u.exec(window)?.[0].length ?? 0
  let at = lead
  const word = latin(/\s*(\p{Lu}[\p{L}'-]*\.?|\p{Ll}{2,40})(,?)/uy)
  while (words.length < 8) {
    word.lastIndex = at
    const match = word.exec(window)
    if (!match) break
    const text = match[1] ?? ''
    if (STOP.test(text) || ORGANISATION.test(window.slice(word.lastIndex - text.length - (match[2] ?? '').length)))
      break
    const isTitle = TITLE_WORD.test(text)
    if (!isTitle && !latin(/^\p{Lu}/u).test(text) && !/^(?:af|av|von|de|van)$/.test(text)) break
    const gap = match[0].length - match[0].trimStart().length
    if (words.length > 0 && /\n\s*\n/.test(match[0].slice(0, gap)) && words.length >= 2) break
    at = word.lastIndex
    if (isTitle) continue
    const end = from + at - (match[2]?.length ?? 0)
    words.push({ text, start: end - text.length, end })
    if (match[2] === ',') words.push({ text: ',', start: from + at - 1, end: from + at })
  }
  return words
}

/**
 * Names from the words: "Åke Sten, Hedda Ahl" two, "Lind, Lisa" one with the surname first, "Elin Ol Peter Sven" two.
 */
function namesOf(words: readonly string[]): string[] {
  const parts: string[][] = [[]]
  for (const word of words) {
    if (word === ',') parts.push([])
    else parts.at(-1)!.push(word)
  }
  const filled = parts.filter((part) => part.length > 0)
  if (filled.length === 2 && filled.every((part) => part.length === 1)) return [`${filled[1]![0]} ${filled[0]![0]}`]
  return filled.flatMap((part) => {
    if (part.length === 4 && filled.length === 1) return [`${part[0]} ${part[1]}`, `${part[2]} ${part[3]}`]
    return part.length >= 2 && part.length <= 4 ? [part.join(' ')] : []
  })
}

/** "Handläggare …" in a head, with the phones that follow in the same order. Offsets in the given text. */
export function readHandlaggare(
  text: string,
  head: number,
): { people: Handlaggare[]; start: number; end: number } | null {
  const top = text.slice(0, head)
  for (const label of top.matchAll(
    latin(/(?<!\p{L})(?:HANDLÄGGARE|Handläggare|Kontaktperson|Tjänsteperson)(?!\p{L})/gu),
  )) {
    const from = label.index + label[0].length
    const words = nameWords(text, from)
    const names = namesOf(words.map((word) => word.text))
    if (names.length === 0) continue
    const namesEnd = words.at(-1)?.end ?? from
    const phones = findPhones(text.slice(namesEnd, namesEnd + 160))
    const people = names.map((name, at) => ({ name, ...(phones[at] ? { phone: phones[at].phone } : {}) }))
    const lastPhone = phones[Math.min(phones.length, names.length) - 1]
    return { people, start: words[0]?.start ?? from, end: lastPhone ? namesEnd + lastPhone.end : namesEnd }
  }
  return byMailAddress(text, head)
}

/** Without the label: a name whose mail address stands below it ("Lena Berg … lena.berg@kommun.example"). */
function byMailAddress(text: string, head: number): ReturnType<typeof readHandlaggare> {
  for (const mail of text.slice(0, head).matchAll(latin(/([\p{L}-]{2,40})\.([\p{L}-]{2,40})@[\p{L}\d.-]{3,60}/gu))) {
    const wanted = slug(`${mail[1]} ${mail[2]}`)
    const before = text.slice(Math.max(0, mail.index - 200), mail.index)
    for (const name of before.matchAll(latin(PERSON, 'gu'))) {
      const two = name[0].split(/\s+/).slice(0, 2).join(' ')
      if (slug(two) !== wanted) continue
      const start = Math.max(0, mail.index - 200) + name.index
      const end = mail.index + mail[0].length
      const phone = findPhones(text.slice(start, end + 100))[0]?.phone
      return { people: [{ name: two, ...(phone ? { phone } : {}) }], start, end }
    }
  }
  return null
}

/** A person who signs. `title` and `organisation` as printed. */
export interface Signatory {
  name: string
  title?: string
  organisation?: string
}

/**
 * Signature blocks: a name alone on a line, a title below it, perhaps an organisation below that. They stand at the
 * end, but also before the summary. Columns that were read row by row ("Socialchef Elsa Rud") are taken apart.
 */
export function readSignatories(
  doc: Document,
  from: number,
  to: number,
): { value: Signatory; start: number; end: number }[] {
  const found: { value: Signatory; start: number; end: number }[] = []
  let open: { value: Signatory; start: number; end: number } | null = null
  const close = (): void => {
    if (open?.value.title) found.push(open)
    open = null
  }
  for (const [nr, line] of doc.lines.entries()) {
    if (line.start < from || line.end > to) continue
    const columns = line.text.split(/\t+/)
    if (columns.length > 1 && columns.every((column) => NAME_ONLY.test(column.trim()))) {
      close()
      const titles = doc.lines[nr + 1]?.text.split(/\t+/) ?? []
      if (titles.length === columns.length && titles.every((title) => TITLE_WORD.test(title))) {
        columns.forEach((column, at) => {
          found.push({ value: { name: fold(column), title: fold(titles[at] ?? '') }, start: line.start, end: line.end })
        })
      }
      continue
    }
    if (line.text.length > 200) {
      close()
      found.push(...inlineSignatories(line.text, line.start))
      continue
    }
    const oneLine = ONE_LINE.exec(line.text)
    if (oneLine?.groups && TITLE_WORD.test(oneLine.groups.title!) && isNotHeading(oneLine.groups.name!)) {
      close()
      found.push({
        value: { name: oneLine.groups.name!, title: oneLine.groups.title! },
        start: line.start,
        end: line.end,
      })
      continue
    }
    const mixed = TITLE_THEN_NAME.exec(line.text)
    if (NAME_ONLY.test(line.text) && isNotHeading(line.text)) {
      close()
      open = { value: { name: fold(line.text) }, start: line.start, end: line.end }
    } else if (
      open &&
      mixed?.groups &&
      !open.value.title &&
      TITLE_WORD.test(mixed.groups.title!) &&
      NAME_ONLY.test(mixed.groups.name!)
    ) {
      open.value.title = mixed.groups.title!
      open.end = line.end
      close()
      open = { value: { name: mixed.groups.name! }, start: line.start, end: line.end }
    } else if (open && !open.value.title && TITLE_WORD.test(line.text) && TITLE_LINE.test(line.text)) {
      const comma = /^(.{3,60}), (.{3,60})$/.exec(line.text)
      open.value.title = comma ? comma[1]! : fold(line.text)
      if (comma) open.value.organisation = comma[2]!
      open.end = line.end
      if (line.isLast && comma) close()
    } else if (open?.value.title && !open.value.organisation && !line.isFirst && ORGANISATION_LINE.test(line.text)) {
      open.value.organisation = fold(line.text)
      open.end = line.end
    } else close()
  }
  close()
  return found
}

/**
 * "… omedelbart. Bo Berg stadsdelsdirektör Eva Sand avdelningschef": names with titles in a row, where line breaks were
 * lost.
 */
function inlineSignatories(text: string, base: number): { value: Signatory; start: number; end: number }[] {
  return [...text.matchAll(INLINE_SIGNATORY)].map((match) => ({
    value: { name: match[1]!, title: match[2]! },
    start: base + match.index,
    end: base + match.index + match[0].length,
  }))
}

const INLINE_SIGNATORY = latin(
  /(?<=[.\]] |(?:chef|direktör) )(\p{Lu}[\p{Ll}-]{1,30} \p{Lu}[\p{Ll}-]{1,30}) (\p{Ll}{3,40}(?:chef|direktör))(?!\p{L})/gu,
)

const NAME_ONLY = latin(`^${PERSON}$`, 'u')
const ONE_LINE = latin(`^(?<name>${PERSON}), (?<title>[\\p{L}][\\p{L} -]{2,50})$`, 'u')
const TITLE_THEN_NAME = latin(/^(?<title>[\p{L}/-]{2,40}(?: \p{Ll}[\p{L}/-]{1,40}){0,3}) (?<name>\p{Lu}.*)$/u)
const ORGANISATION_LINE = latin(
  /^(?=.{3,80}$)[\p{L}\d &,.:/-]*(?:förvaltning(?:en)?|kontor(?:et)?|avdelning(?:en)?|stab(?:en)?|enhet(?:en)?|kommun|stad|AB|bolag(?:et)?|nämnd(?:en)?|styrelsen|distrikt)$/iu,
)

function isNotHeading(text: string): boolean {
  return (
    !ORGANISATION.test(text) &&
    !latin(/(?:nämnd|förvaltning|kontor|kommun|stad)(?!\p{L})/iu).test(text) &&
    !TITLE_WORD.test(text)
  )
}

/** The name of one person at the end of "Handläggare: Verksamhetsplanerare Göran Sjö, …". */
export function personIn(text: string): { name: string; start: number; end: number } | null {
  const words = [...text.slice(0, 120).matchAll(latin(/\p{Lu}[\p{L}'-]*|\p{Ll}{1,40}/gu))].filter(
    (word) => !TITLE_WORD.test(word[0]) && latin(/^\p{Lu}/u).test(word[0]),
  )
  const [first, second] = words
  if (!first || !second) return null
  const piece = pieceOf(text, first.index, second.index + second[0].length)
  return piece && NAME_ONLY.test(piece.text) ? { name: piece.text, start: piece.start, end: piece.end } : null
}
