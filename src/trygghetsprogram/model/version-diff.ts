import { type Passage, type ProgramText, plainText } from './passage.ts'

/** How one passage reads in two versions. It is the same passage because its id is the same, whatever its number. */
export interface PassageDiff {
  id: string
  change: 'same' | 'changed' | 'added' | 'removed' | 'moved'
  before: { number: string; text: string } | null
  after: { number: string; text: string } | null
}

export interface AvsnittDiff {
  id: string
  number: string
  title: string
  titleBefore: string | null
  passages: PassageDiff[]
}

/**
 * Compares two versions by the passages' ids, in the reading order of the later one; passages that were taken away stand in the
 * chapter where they stood. `moved` is the same text under another number or chapter.
 */
export function diffVersions(before: ProgramText, after: ProgramText): AvsnittDiff[] {
  const old = new Map<string, Passage>(
    before.avsnitt.flatMap((avsnitt) => avsnitt.passages.map((passage) => [passage.id, passage] as const)),
  )
  const kept = new Set(after.avsnitt.flatMap((avsnitt) => avsnitt.passages.map((passage) => passage.id)))
  const oldAvsnitt = new Map(before.avsnitt.map((avsnitt) => [avsnitt.id, avsnitt]))
  const rows: AvsnittDiff[] = after.avsnitt.map((avsnitt) => {
    const previous = oldAvsnitt.get(avsnitt.id)
    const removed = previous?.passages.filter((passage) => !kept.has(passage.id)) ?? []
    return {
      id: avsnitt.id,
      number: avsnitt.number,
      title: avsnitt.title,
      titleBefore: previous ? previous.title : null,
      passages: [
        ...avsnitt.passages.map((passage) => compare(old.get(passage.id), passage)),
        ...removed.map(asRemoved),
      ],
    }
  })
  const gone = before.avsnitt.filter((avsnitt) => !after.avsnitt.some((candidate) => candidate.id === avsnitt.id))
  for (const avsnitt of gone) {
    const removed = avsnitt.passages.filter((passage) => !kept.has(passage.id)).map(asRemoved)
    if (removed.length > 0)
      rows.push({
        id: avsnitt.id,
        number: avsnitt.number,
        title: avsnitt.title,
        titleBefore: avsnitt.title,
        passages: removed,
      })
  }
  return rows
}

function asRemoved(passage: Passage): PassageDiff {
  return {
    id: passage.id,
    change: 'removed',
    before: { number: passage.number, text: plainText(passage.blocks) },
    after: null,
  }
}

function compare(old: Passage | undefined, now: Passage): PassageDiff {
  const after = { number: now.number, text: plainText(now.blocks) }
  if (!old) return { id: now.id, change: 'added', before: null, after }
  const before = { number: old.number, text: plainText(old.blocks) }
  if (before.text !== after.text) return { id: now.id, change: 'changed', before, after }
  return { id: now.id, change: before.number === after.number ? 'same' : 'moved', before, after }
}
