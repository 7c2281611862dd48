import { readFileSync } from 'node:fs'

/** One bad value, what it is in words, and the other columns of its line. */
export interface CorpusValue {
  value: string
  what: string
  columns: string[]
}

/**
 * A group of the corpus in `korpus/`: a line is columns between tabs, the first one the body of a JSON string (so that any character
 * can be written), the last one what it is. Lines that begin with `# ` are remarks.
 */
export function readCorpus(group: 'text' | 'datum' | 'diarienummer' | 'tal'): CorpusValue[] {
  const lines = readFileSync(new URL(`korpus/${group}.txt`, import.meta.url), 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => {
      const [body = '', ...rest] = line.split('\t')
      const what = rest.pop()
      if (!what) throw new Error(`${group}.txt: the line ${line} does not say what it is`)
      return { value: JSON.parse(`"${body}"`) as string, what, columns: rest }
    })
}

/** What becomes of a text in a field. */
export type TextOutcome = 'tomt' | 'tecken' | 'godtas'

export interface TextValue {
  value: string
  what: string
  outcome: TextOutcome
}

/** The group of texts: a value may be repeated many times. */
export function readTexts(): TextValue[] {
  return readCorpus('text').map(({ value, what, columns: [times, outcome] }) => ({
    value: value.repeat(Number(times)),
    what,
    outcome: outcome as TextOutcome,
  }))
}

/** A text as the server keeps it while a form is open: NFC, line feeds, and U+FFFD for what no text can hold. */
export function asKept(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd')
    .toWellFormed()
    .normalize('NFC')
}

/** … and as it is saved: without blanks around. */
export function asSaved(value: string): string {
  return asKept(value).replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, '')
}

/** Text as React writes it between tags. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
}
