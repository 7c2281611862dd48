import { type Document, pieceOf, type ViewLine } from './document.ts'
import type { DocumentKind } from './document-kind.ts'
import { type ItemBlock, itemOf } from './item-facts.ts'
import { latin } from './latin.ts'

/** Groups that agendas sort their items under; the group tells what kind of item it is. */
const GROUPS: readonly (readonly [kind: string, regex: RegExp])[] = [
  ['beslut', /^(?:Beslutsärenden|Ärenden för beslut|Beslut)$/u],
  ['remiss', /^Remisser$/u],
  ['yttrande', /^Yttranden$/u],
  ['information', /^(?:Informationsärenden|Information|Rapporter)$/u],
  ['anmälan', /^(?:Anmälningsärenden|Anmälningar|Anmälningsärende|Delegationsbeslut)$/u],
]

const groupOf = (text: string): string | null => GROUPS.find(([, regex]) => regex.test(text.trim()))?.[0] ?? null

const MAX_ITEMS = 2000

/** Reads agenda or minute items: how they are told apart differs (numbers, §, bullets, lone dashes, or not at all). */
export function readItems(doc: Document, kind: DocumentKind): void {
  const blocks = splitBlocks(doc, kind).slice(0, MAX_ITEMS)
  const found = blocks.flatMap((block) => {
    const item = itemOf(doc, block)
    const piece = pieceOf(doc.text, block.start, block.end)
    return item ? [{ value: item, span: doc.span(piece?.start ?? block.start, piece?.end ?? block.end) }] : []
  })
  doc.out.putList('items', found, 0.75)
  const damaged = found.find((one) => one.value.dnrDamaged)
  if (damaged) doc.out.put('dnrDamaged', true, damaged.span, 0.8)
}

function splitBlocks(doc: Document, kind: DocumentKind): ItemBlock[] {
  const bullets = bulletBlocks(doc)
  if (bullets.length === 1 && doc.source.address) return bullets
  const ways = [() => bullets, paragraphSignBlocks, dashBlocks, numberedLineBlocks]
  for (const way of ways) {
    const blocks = way(doc)
    if (blocks.length >= 2) return blocks
  }
  const flat = kind === 'kallelse' || kind === 'protokoll' ? flatBlocks(doc) : []
  return flat.length >= 2 ? flat : prosaBlocks(doc)
}

/** "• § 1 …", "•   1 …", "• Kommunstyrelsen har remitterat …". */
function bulletBlocks(doc: Document): ItemBlock[] {
  const starts = doc.lines.filter((line) => line.text.startsWith('•'))
  const hasSections = doc.lines.filter((line) => /^§\s*\d/.test(line.text)).length >= 2
  const isTopLevel = starts.some((line) => /^•\s*(?:§\s*)?\d+$/.test(line.text) || line.text.length > 80)
  if (hasSections || !isTopLevel) return []
  return starts.map((line, at) => numbered(doc, line.start + 1, starts[at + 1]?.start ?? doc.text.length))
}

/** Reads the number a block begins with; the rest is its text. */
function numbered(doc: Document, start: number, end: number, group: string | null = null): ItemBlock {
  const head = /^[\s•]*(?:§+\s*(?<paragraph>\d{1,4})|(?<nr>\d{1,3}))[.)]?(?=\s|$)[\s–-]*/u.exec(
    doc.text.slice(start, Math.min(end, start + 60)),
  )
  const lead = head?.[0].length ?? 0
  return {
    ...(head?.groups?.paragraph ? { paragraph: head.groups.paragraph } : {}),
    ...(head?.groups?.nr ? { nr: head.groups.nr } : {}),
    group,
    attachments: 0,
    start: start + lead,
    end,
  }
}

function paragraphSignBlocks(doc: Document): ItemBlock[] {
  const starts = doc.lines.filter((line) => /^§\s*\d{1,4}(?!\d|:)/.test(line.text))
  const distinct = starts.filter((line, at) => at === 0 || line.text !== starts[at - 1]!.text)
  return distinct.map((line, at) => numbered(doc, line.start, distinct[at + 1]?.start ?? doc.text.length))
}

/** Pages that put a lone dash before every item and every enclosure. */
function dashBlocks(doc: Document): ItemBlock[] {
  const dashes = doc.lines.filter((line) => line.text === '-' || line.text === '–')
  if (dashes.length < 3) return []
  const blocks: ItemBlock[] = []
  dashes.forEach((dash, at) => {
    const end = dashes[at + 1]?.start ?? doc.text.length
    const text = doc.text.slice(dash.end, end).trim()
    if (text === '') return
    const last = blocks.at(-1)
    if (/^\d+(?:[.,]\d+)? ?[kKM][bB]|^Ladda (?:ner|ned)/.test(text) && last) last.attachments += 1
    else blocks.push(numbered(doc, dash.end, end))
  })
  return blocks
}

/** "15 Vita villan och parklek." with groups between; the number may stand on a line of its own. */
function numberedLineBlocks(doc: Document): ItemBlock[] {
  const starts: { line: ViewLine; group: string | null }[] = []
  const cuts: number[] = []
  let last = 0
  let group: string | null = null
  doc.lines.forEach((line, at) => {
    const found = groupOf(line.text)
    if (found) {
      group = found
      cuts.push(line.start)
      return
    }
    const match = latin(/^(\d{1,3})(?:[.)])?(?:\s+(?=[\p{Lu}[”"])|$)/u).exec(line.text)
    if (!match) return
    const number = Number(match[1])
    const isAlone = match[0].trim() === line.text
    if (isAlone && !latin(/^\p{Lu}/u).test(doc.lines[at + 1]?.text ?? '')) return
    if (number <= last || number > last + 60) return
    last = number
    starts.push({ line, group })
    cuts.push(line.start)
  })
  return starts.map(({ line, group: own }) =>
    numbered(doc, line.start, cuts.find((cut) => cut > line.start) ?? doc.text.length, own),
  )
}

/** An agenda whose line breaks were lost: numbers that count upwards, each before a capital letter or an omission. */
function flatBlocks(doc: Document): ItemBlock[] {
  const label = latin(
    /(?<!\p{L})(?:Ärenden|ÄRENDEN|Ärende|Dagordning|Föredragningslista)(?!\p{L})[^\d\n]{0,60}(?=1[.)]? \p{Lu})/u,
  ).exec(doc.text)
  if (!label) return []
  const embedded = doc.text.slice(label.index).search(/\n\s*\n[^\n]{0,80}(?:TJÄNSTEUTLÅTANDE|TJÄNSTESKRIVELSE)/u)
  const from = label.index + label[0].length
  const to = embedded < 0 ? Math.min(doc.text.length, from + 60_000) : label.index + embedded
  const region = doc.text.slice(from, to)
  const blocks: ItemBlock[] = []
  let expected = 1
  let group: string | null = null
  let textFrom = 0
  const mark = latin(
    /(?<![\p{L}\d:.,/-])(?:(\d{1,3})[.)]?(?=\s+[\p{Lu}[])|(Beslutsärenden|Informationsärenden|Anmälningsärenden|Remisser|Yttranden)(?=\s))/gu,
  )
  for (const match of region.matchAll(mark)) {
    if (match[2]) {
      group = groupOf(match[2])
      const open = blocks.at(-1)
      if (open && open.end > from + match.index) open.end = from + match.index
      continue
    }
    const number = Number(match[1])
    const isNext = number === expected
    const isJump =
      number > expected && number <= expected + 30 && /\[(?:\.{3}|…)\]/.test(region.slice(textFrom, match.index))
    if (!isNext && !isJump) continue
    const open = blocks.at(-1)
    if (open) open.end = Math.min(open.end, from + match.index)
    for (let missing = expected; open && missing < number; missing += 1)
      blocks.push({ nr: String(missing), group, attachments: 0, start: open.end, end: open.end })
    textFrom = match.index + match[0].length
    blocks.push({ nr: String(number), group, attachments: 0, start: from + textFrom, end: to })
    expected = number + 1
  }
  return blocks
}

/** No marks at all: paragraphs that speak of a motion or a remiss, with the title line above them. */
function prosaBlocks(doc: Document): ItemBlock[] {
  const blocks: ItemBlock[] = []
  let titleAt: number | null = null
  for (const line of doc.lines) {
    const isTitle = line.text.length < 200 && /^(?:Remiss|Motion|Svar på|Yttrande över)/u.test(line.text)
    const isText =
      line.text.length >= 80 &&
      latin(/(?<!\p{L})(?:motion|motionen|remiss|remissen|remitterad|remitterat)(?!\p{L})/iu).test(line.text)
    if (isTitle && !/^\[/.test(line.text)) titleAt = line.start
    else if (isText) {
      blocks.push({ group: null, attachments: 0, start: titleAt ?? line.start, end: line.end })
      titleAt = null
    }
  }
  return blocks
}
