import type { Fokusomrade, PassageKind } from '../trygghetsprogram/index.ts'

/** A passage of a demo programme. The same key in two programmes means the same passage through versions. */
export interface DemoPassage {
  key: string
  kind: PassageKind
  /** In the subset of `trygghetsprogram/model/markdown.ts`, in its canonical form. */
  markdown: string
}

/** A chapter; its number and its passages' numbers follow from the order (chapter n, passage n.m). */
export interface DemoAvsnitt {
  key: string
  title: string
  fokusomrade: Fokusomrade | null
  passages: DemoPassage[]
}

export interface DemoProgram {
  key: string
  title: string
  /** First and last day that the programme is meant to be in force (ISO dates). */
  validFrom: string
  validTo: string
  avsnitt: DemoAvsnitt[]
}

const LIST_ITEM = /^(?:-|\d{1,3}\.)\s/

/**
 * Lets long prose stand wrapped and indented in the source: lines of the same block are joined by a space, blocks by an
 * empty line, and every list item keeps a line of its own. What comes out is the canonical Markdown of the passage.
 */
export function prosa(source: string): string {
  return source
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .reduce((joined, line) => (joined === '' ? line : `${joined}${LIST_ITEM.test(line) ? '\n' : ' '}${line}`), ''),
    )
    .filter((block) => block !== '')
    .join('\n\n')
}

/** A template tag, so that a programme reads as text in its source: ``text('nyckel')`Löptext.` ``. */
type PassageTag = (key: string) => (strings: TemplateStringsArray) => DemoPassage

function passageTag(kind: PassageKind): PassageTag {
  return (key) => (strings) => ({ key, kind, markdown: prosa(strings.join('')) })
}

/** Ordinary programme text. */
export const text = passageTag('text')
/** A passage that gives somebody a responsibility. */
export const ansvar = passageTag('ansvar')
/** A passage that describes and binds nobody. */
export const exempel = passageTag('exempel')
