import { MONTH_PATTERN, monthNumber } from '../../../platform/time/swedish-date.ts'
import { dateAfterPhrase, findDates } from './dates.ts'
import type { Document } from './document.ts'
import type { DocumentKind } from './document-kind.ts'
import { latin } from './latin.ts'
import { BODY, capitalised, fold, slug, withoutGenitive } from './vocabulary.ts'

/** Kinds that are about a meeting. */
export const MEETINGS: readonly DocumentKind[] = [
  'protokoll',
  'protokollsutdrag',
  'möteshandlingar',
  'ärendelista',
  'kallelse',
]

/** Which committee met when, when the minutes are adjusted and the notice goes up and down. */
export function readMeeting(doc: Document, kind: DocumentKind): void {
  readBody(doc)
  readMeetingDate(doc)
  const put = (name: string, phrase: string, confidence = 0.9): void => {
    const date = dateAfterPhrase(doc.text, phrase, 20)
    if (date) doc.out.put(name, date.date, doc.span(date.start, date.end), confidence)
  }
  put(
    'adjustBy',
    '(?:justeras?|justering(?:en)?(?: sker)?|justeringsdag|dag för justering|tid för justering)\\s*:?\\s+(?:senast\\s+)?(?:den\\s+)?(?=\\d|\\p{L}{1,40}dag)',
  )
  put(
    'posted',
    'anslag(?:et)?\\s*(?:har\\s+)?(?:sätts?\\s+upp|satts\\s+upp|uppsatt|publicera(?:s|t|d))|(?:anslagsdatum|datum (?:för|då) anslag(?:et)?(?:s)? (?:uppsättande|sätts upp)|anslaget den|anslås)',
  )
  put(
    'removed',
    'anslag(?:et)?\\s*(?:ska\\s+)?(?:tas?\\s+(?:ned|ner)|tagits\\s+ned|nedtaget|avpublicera(?:s|t))|(?:datum (?:för|då) anslag(?:et)?(?:s)? (?:nedtagande|tas (?:ned|ner))|tas ned(?: den)?)',
  )
  readParagraphs(doc, kind)
  const box = doc.source.furniture.find((line) => line.kind === 'signing' && /sign/i.test(line.text))
  const inline = box ? null : latin(/(?<!\p{L})justerandes? sign\p{L}{0,30}/iu).exec(doc.text)
  if (box) doc.out.put('signatures', true, box.span, 0.8)
  else if (inline) doc.out.put('signatures', true, doc.span(inline.index, inline.index + inline[0].length), 0.8)
  readComingMeetings(doc)
}

function readParagraphs(doc: Document, kind: DocumentKind): void {
  const found = [...doc.text.slice(0, 400_000).matchAll(/(?:^|\n)[ \t]*(?:•[ \t]*)?§+[ \t]*(\d{1,4})(?![\d:])/gu)].map(
    (match) => {
      const end = match.index + match[0].length
      return { value: match[1]!, span: doc.span(end - match[1]!.length, end) }
    },
  )
  if (kind === 'protokollsutdrag') {
    const inline = latin(
      /(?<!\p{L})(?:§+|[Pp]aragraf(?:er)?)[ \t]*(\d{1,4})(?:[ \t]*[-–][ \t]*(\d{1,4}))?(?!\d)/u,
    ).exec(doc.text.slice(0, 3000))
    const first =
      found[0] ??
      (inline ? { value: inline[1]!, span: doc.span(inline.index, inline.index + inline[0].length) } : undefined)
    const all = found.length > 0 ? found : first ? [first] : []
    if (new Set(all.map((one) => one.value)).size > 1) doc.out.putList('paragraphs', all, 0.85)
    else if (first) doc.out.put('paragraph', first.value, first.span, 0.9)
    return
  }
  // Minutes that say which paragraphs they hold: "Paragrafer §§ 45–52".
  const range = /§§[ \t]*(\d{1,4})[ \t]*[-–][ \t]*(\d{1,4})/u.exec(doc.text.slice(0, 3000))
  if (range)
    doc.out.put('paragraphs', `${range[1]}-${range[2]}`, doc.span(range.index, range.index + range[0].length), 0.8)
}

function readMeetingDate(doc: Document): void {
  const top = doc.text.slice(0, 4000)
  const phrase =
    '(?:sammanträdesdatum|sammanträde(?:t)?|möte|mötesdatum|mötesdag|(?:^|\\n|\\s)tid(?:\\s+och\\s+plats)?|datum|kallelse\\s+till)\\s*:?\\s*(?:sida\\s+)?(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?)?\\s*(?:den\\s+)?(?=\\d)'
  const date = dateAfterPhrase(top, phrase, 4)
  if (date) {
    doc.out.put('meetingDate', date.date, doc.span(date.start, date.end), 0.9)
    return
  }
  const { address } = doc.source
  const inAddress = address
    ? /(?:mote|meeting|sammantrade|date|datum)[-/=_]?(?=\d{4}-\d{2}-\d{2})/i.exec(address.text)
    : null
  const addressDate =
    address && inAddress ? findDates(address.text.slice(inAddress.index + inAddress[0].length))[0] : undefined
  if (address && inAddress && addressDate) {
    const start = address.span[0] + inAddress.index + inAddress[0].length
    doc.out.put('meetingDate', addressDate.date, [start, start + 10], 0.85)
    return
  }
  const first = findDates(top)[0]
  if (first && first.start < 600) doc.out.put('meetingDate', first.date, doc.span(first.start, first.end), 0.55)
}

/**
 * The committee: a breadcrumb, "Kallelse till …", the page's address confirmed by the text, or the first committee that
 * acts.
 */
function readBody(doc: Document): void {
  const named = bodyIn(doc.text.slice(0, 6000))
  const fromAddress = (named?.confidence ?? 0) < 0.9 ? bodyInAddress(doc) : null
  if (fromAddress) doc.out.put('body', fromAddress.name, fromAddress.span, fromAddress.confidence)
  else if (named) {
    const name = capitalised(withoutGenitive(fold(named.name)))
    doc.out.put('body', name, doc.span(named.at, named.at + named.name.length), named.confidence)
  }
}

/** The surest place first: each way of naming the committee is tried only when the ones before it are not there. */
function bodyIn(top: string): { name: string; at: number; confidence: number } | null {
  const ways: readonly [pattern: RegExp, confidence: number, reach: number][] = [
    [latin(`> (${BODY}) >`), 0.95, 6000],
    [
      latin(
        `(?:[Kk]allelse|[Ff]öredragningslista|[Pp]rotokoll|[Pp]rotokollsutdrag)\\s+(?:till|för|från|fört vid)\\s+(?:sammanträde\\s+med\\s+)?(${BODY})`,
      ),
      0.9,
      6000,
    ],
    [latin(`(?:^|\\n)[ \\t]*(${BODY})[ \\t]*(?=\\n|$)`), 0.85, 1500],
    [
      latin(/(?<!\p{L})((?:\p{Lu}{2,30}- OCH )?\p{Lu}{3,40}NÄMNDEN|KOMMUNSTYRELSEN|KOMMUNFULLMÄKTIGE)(?!\p{L})/u),
      0.8,
      800,
    ],
    [latin(`(?<![\\p{L}-])(${BODY})\\s+(?:beslutar|beslutade|gav|ger|godkänner|föreslår)`), 0.6, 6000],
  ]
  for (const [pattern, confidence, reach] of ways) {
    const match = pattern.exec(top.slice(0, reach))
    const printed = match?.[1]
    if (!match || !printed) continue
    const name = /^\p{Lu}{1,40}$/u.test(printed.replace(/- OCH /, '')) ? printed.toLocaleLowerCase('sv') : printed
    return { name, at: match.index + match[0].indexOf(printed), confidence }
  }
  return null
}

/** Parts of committee names as addresses spell them, with the letters they lost. Words of the language, not names. */
const LOST_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/namnd/g, 'nämnd'],
  [/miljo/g, 'miljö'],
  [/halso/g, 'hälso'],
  [/aldre/g, 'äldre'],
  [/forskole/g, 'förskole'],
  [/overformyndar/g, 'överförmyndar'],
  [/kyrkogards/g, 'kyrkogårds'],
  [/fullmaktige/g, 'fullmäktige'],
]

function bodyInAddress(doc: Document): { name: string; span: [number, number]; confidence: number } | null {
  const { address } = doc.source
  const match = address
    ? /\/([a-z-]*(?:namnd(?:en)?|styrelsen|fullmaktige|utskott(?:et)?))(?=[/?#]|$)/.exec(address.text)
    : null
  if (!address || !match) return null
  const wanted = match[1]!
  const inText = [...doc.text.slice(0, 50_000).matchAll(latin(`(?<![\\p{L}-])${BODY}`, 'gu'))].find(
    (one) => slug(one[0]) === wanted,
  )
  if (inText) {
    return {
      name: capitalised(fold(inText[0])),
      span: doc.span(inText.index, inText.index + inText[0].length),
      confidence: 0.9,
    }
  }
  // A place's letters cannot be restored from an address; a committee named after its task can.
  if (/-/.test(wanted)) return null
  const name = LOST_LETTERS.reduce((text, [lost, letters]) => text.replace(lost, letters), wanted)
  const start = address.span[0] + match.index + 1
  return { name: capitalised(name), span: [start, start + wanted.length], confidence: 0.7 }
}

/** "Mötestider 2017 … 8 mars 17 maj": days without a year are kept as MM-DD, since the year stands elsewhere. */
function readComingMeetings(doc: Document): void {
  const label = latin(
    /(?<!\p{L})(?:Mötestider|Sammanträdestider|Sammanträdesdagar|Kommande möten|Nästa möten)(?!\p{L})/u,
  ).exec(doc.text)
  if (!label) return
  const raw = doc.text.slice(label.index, label.index + 600)
  // The list ends with its paragraph, unless that was only the heading.
  const stop = [...raw.matchAll(/\n[ \t]*\n/g)].find((gap) => /\d/.test(raw.slice(0, gap.index)))
  const window = raw.slice(0, stop?.index)
  const found: { value: string; span: [number, number] }[] = []
  for (const match of window.matchAll(
    latin(`(?<![\\d:.-])(\\d{1,2})(?::e)? (${MONTH_PATTERN})(?: ((?:19|20)\\d{2}))?(?!\\p{L}|\\d)`, 'giu'),
  )) {
    const month = monthNumber(match[2]!)
    if (month === null || Number(match[1]) > 31) continue
    const day = `${String(month).padStart(2, '0')}-${match[1]!.padStart(2, '0')}`
    const start = label.index + match.index
    found.push({ value: match[3] ? `${match[3]}-${day}` : day, span: doc.span(start, start + match[0].length) })
  }
  doc.out.putList('meetings', found, 0.8)
}
