import type { Trx } from '../platform/db/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { link, unlink } from '../platform/links/index.ts'
import { plainText } from '../platform/text/index.ts'
import { readText } from '../trygghetsprogram/index.ts'
import type { SynpunktSource } from './model/remissvar.ts'
import type { SynpunktKind } from './model/synpunkt.ts'
import type { Ankare } from './synpunkt-store.ts'

/** A point as it comes from a form: the quotation is text, its place is found here. */
export interface SynpunktInput {
  kinds: SynpunktKind[]
  text: string
  source: SynpunktSource
  ankare:
    | { type: 'passage'; passageId: string; quote: string }
    | { type: 'avsnitt'; avsnittId: string }
    | { type: 'helheten' }
    | { type: 'saknas'; proposedPlace: string; avsnittId: string | null }
}

/** White space folded and quotation marks made alike, with the way back to the offsets of the original. */
function folded(text: string): { text: string; at: number[] } {
  let out = ''
  const at: number[] = []
  let isSpace = false
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? ''
    if (/\s/.test(char)) {
      if (!isSpace) {
        out += ' '
        at.push(index)
      }
      isSpace = true
    } else {
      const lower = char.replace(/[”“„]/, '"').replace(/[’‘]/, "'").toLowerCase()
      out += lower
      // One letter may become two: İ is i and a dot above.
      for (let unit = 0; unit < lower.length; unit++) at.push(index)
      isSpace = false
    }
  }
  return { text: out, at }
}

/** Where a quotation stands in a text; null when it does not. Offsets are in the text as it is. */
export function locateQuote(text: string, quote: string): { start: number; end: number } | null {
  const hay = folded(text)
  const needle = folded(
    quote
      .normalize('NFC')
      .trim()
      .replace(/^["'”“„»]+|["'”“»]+$/g, ''),
  ).text.trim()
  if (needle === '') return null
  const found = hay.text.indexOf(needle)
  if (found < 0) return null
  const start = hay.at[found] ?? 0
  const end = (hay.at[found + needle.length - 1] ?? text.length - 1) + 1
  return { start, end }
}

/**
 * Turns what the form says into an anchor in the version that was sent; what does not stand there is refused with a message at its
 * field. `prefix` is what the form puts before the names of its fields, where it has many points.
 */
export async function resolveAnkare(
  trx: Trx,
  programVersionId: string,
  given: SynpunktInput['ankare'],
  prefix = '',
): Promise<Ankare> {
  if (given.type === 'helheten') return given
  const text = await readText(trx, programVersionId)
  if (given.type === 'avsnitt' || given.type === 'saknas') {
    if (given.avsnittId !== null && !text.avsnitt.some((avsnitt) => avsnitt.id === given.avsnittId)) {
      throw new Invalid([{ field: `${prefix}avsnitt`, key: 'synpunkt.no-avsnitt' }])
    }
    return given
  }
  const passage = text.avsnitt
    .flatMap((avsnitt) => avsnitt.passages)
    .find((candidate) => candidate.id === given.passageId)
  if (!passage) throw new Invalid([{ field: `${prefix}passage`, key: 'synpunkt.no-passage' }])
  if (given.quote.trim() === '') return { type: 'passage', passageId: passage.id, quote: null, start: null, end: null }
  const plain = plainText(passage.blocks)
  const place = locateQuote(plain, given.quote)
  if (!place)
    throw new Invalid([{ field: `${prefix}citat`, key: 'synpunkt.no-quote', values: { number: passage.number } }])
  return { type: 'passage', passageId: passage.id, quote: plain.slice(place.start, place.end), ...place }
}

/** The links of a point in the thread: to what it is about, and to the reply it stands in. */
export async function linkSynpunkt(
  trx: Trx,
  synpunkt: { id: string; svarId: string; ankare: Ankare; programVersionId: string },
  at: Date,
): Promise<void> {
  const self = { kind: 'synpunkt', id: synpunkt.id }
  await unlink(trx, self)
  await link(trx, self, 'framfors-i', { kind: 'remissvar', id: synpunkt.svarId }, at)
  const to =
    synpunkt.ankare.type === 'passage'
      ? { kind: 'passage', id: synpunkt.ankare.passageId }
      : { kind: 'program_version', id: synpunkt.programVersionId }
  await link(trx, self, 'avser', to, at)
}
