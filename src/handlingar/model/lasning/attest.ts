import { findDates } from './dates.ts'
import type { Document } from './document.ts'
import { type Section, sectionOf } from './headings.ts'
import { latin } from './latin.ts'
import { fold } from './vocabulary.ts'

/** One row of an attest log. */
export interface Attest {
  name: string
  title?: string
  date: string
}

const ROW_NAME = latin(/^(?<name>\p{Lu}[\p{L}' -]{3,60}?)(?:,\s*(?<title>\p{L}[\p{L}&./ -]{2,60}?))?\s*$/u)

/**
 * The attest log: "Namn, titel" and a date, with a tab, several spaces or a line feed between. Rows whose columns were
 * read one after the other (all names, then all dates) are put together again when there are as many of each.
 */
export function readAttest(doc: Document, sections: readonly Section[]): void {
  const section = sectionOf(sections, 'attest')
  if (!section) return
  const region = doc.text.slice(section.start, section.start + 4000)
  const found: { value: Attest; span: [number, number] }[] = []
  const dates = findDates(region)
  let from = 0
  for (const date of dates) {
    const before = region.slice(from, date.start)
    const lines = before
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !/^(?:den|datum:?|namn(?:\s+datum)?)$/i.test(line))
    const last = (lines.at(-1) ?? '').replace(/[\t ]*(?:,|den|–|-)?[\t ]*$/, '')
    const row = ROW_NAME.exec(last.replace(/^.*(?:personer|person):\s*/u, ''))
    if (row?.groups && row.groups.name!.includes(' ')) {
      const start = section.start + from + before.lastIndexOf(row.groups.name!)
      found.push({
        value: {
          name: fold(row.groups.name!),
          ...(row.groups.title ? { title: fold(row.groups.title) } : {}),
          date: date.date,
        },
        span: doc.span(start, section.start + date.end),
      })
    }
    from = date.end
  }
  doc.out.putList('attest', found.length > 0 ? found : inColumns(doc, section, region, dates), 0.9)
}

function inColumns(
  doc: Document,
  section: Section,
  region: string,
  dates: ReturnType<typeof findDates>,
): { value: Attest; span: [number, number] }[] {
  const firstDate = dates[0]
  if (!firstDate) return []
  const names = region
    .slice(0, firstDate.start)
    .split('\n')
    .map((line) => ROW_NAME.exec(line.trim()))
    .filter((row) => row?.groups?.title !== undefined)
  if (names.length === 0 || names.length !== dates.length) return []
  return names.map((row, at) => ({
    value: { name: fold(row!.groups!.name!), title: fold(row!.groups!.title!), date: dates[at]!.date },
    span: doc.span(section.start, section.start + dates.at(-1)!.end),
  }))
}

/** A statement without a date of its own: the last attest stands in for it, and says so. */
export function dateFromAttest(doc: Document): void {
  const attest = doc.out.fields.attest
  const rows = (attest?.value ?? []) as Attest[]
  if (!attest || rows.length === 0 || doc.out.has('date')) return
  const last = rows
    .map((row) => row.date)
    .sort()
    .at(-1)
  doc.out.put('date', last, attest.span, 0.7)
  doc.out.put('dateSource', 'attest', attest.span, 0.9)
}
