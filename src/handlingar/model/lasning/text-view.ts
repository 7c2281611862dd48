import type { Span } from './reading.ts'

/**
 * A cleaned copy of a document that remembers where every character came from. Rules read the view (no page furniture,
 * no hyphenation, one kind of space); spans are given in the source, which is what a person sees.
 */
export interface TextView {
  readonly text: string
  /** Offsets in the view to offsets in the source. Clamped, so a span is always inside the source. */
  toSource(start: number, end: number): Span
}

/** Builds a view piece by piece, in source order. Mapping back is a binary search over the pieces. */
export class ViewBuilder {
  private readonly parts: string[] = []
  private readonly viewStarts: number[] = []
  private readonly sourceStarts: number[] = []
  private readonly lengths: number[] = []
  private length = 0
  private readonly shadow: string

  /** @param shadow the source with characters folded one to one, so that offsets are the same. */
  constructor(shadow: string) {
    this.shadow = shadow
  }

  /** Copies a stretch of the source; zero-width characters and soft hyphens are left out. */
  copy(start: number, end: number): void {
    const piece = this.shadow.slice(start, end)
    if (!INVISIBLE.test(piece)) {
      this.add(piece, start)
      return
    }
    let from = 0
    for (const match of piece.matchAll(INVISIBLE_ALL)) {
      this.add(piece.slice(from, match.index), start + from)
      from = match.index + match[0].length
    }
    this.add(piece.slice(from), start + from)
  }

  /** Puts in a separator that stands for the source up to the next copied piece. */
  separator(text: string, sourceAt: number): void {
    this.parts.push(text)
    this.viewStarts.push(this.length)
    this.sourceStarts.push(sourceAt)
    this.lengths.push(0)
    this.length += text.length
  }

  private add(piece: string, sourceAt: number): void {
    if (piece === '') return
    this.parts.push(piece)
    this.viewStarts.push(this.length)
    this.sourceStarts.push(sourceAt)
    this.lengths.push(piece.length)
    this.length += piece.length
  }

  build(): TextView {
    const { viewStarts, sourceStarts, lengths } = this
    const sourceLength = this.shadow.length
    const locate = (offset: number): number => {
      let low = 0
      let high = viewStarts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (viewStarts[middle]! <= offset) low = middle
        else high = middle - 1
      }
      if (viewStarts.length === 0) return 0
      return Math.min(sourceLength, sourceStarts[low]! + Math.min(offset - viewStarts[low]!, lengths[low]!))
    }
    return {
      text: this.parts.join(''),
      toSource(start, end) {
        if (end <= start) {
          const at = locate(start)
          return [at, at]
        }
        // The end belongs to the last character, not to what follows it: a removed page break after it is not part of
        // the field.
        const from = locate(start)
        return [from, Math.max(from, Math.min(sourceLength, locate(end - 1) + 1))]
      },
    }
  }
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/
const INVISIBLE_ALL = /[\u00ad\u200b-\u200f\u2060\ufeff]+/g

/**
 * Folds characters one to one, so that offsets stay: every space to a plain one, hyphens and the minus sign to `-`,
 * bullets (also the private-use ones that Word's Symbol font leaves behind) to `•`, `<br>` tags and form feeds to line
 * feeds.
 */
export function foldCharacters(text: string): string {
  return text
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u2010\u2011\u2212]/g, '-')
    .replace(/[\u2022\u2023\u25aa-\u25cf\u2043\u2219\uf000-\uf0ff\u00b7]/g, '•')
    .replace(/<br ?\/?>/gi, (tag) => `\n${' '.repeat(tag.length - 1)}`)
    .replace(/\r\n/g, ' \n')
    .replace(/[\r\u2028\u2029\u0085\u000b]/g, '\n')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, ' ')
}
