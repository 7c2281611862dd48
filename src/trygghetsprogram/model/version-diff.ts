import { plainText } from '../../platform/text/index.ts'
import type { Passage, PassageKind, ProgramText } from './passage.ts'

/** How one passage reads in two versions. It is the same passage because its id is the same, whatever its number. */
export interface PassageDiff {
  id: string
  change: 'same' | 'changed' | 'added' | 'removed' | 'moved'
  before: PassageAt | null
  after: PassageAt | null
}

/** The passage as it stands in one of the versions. */
export interface PassageAt {
  number: string
  /** Part of what it says: a text that becomes `ansvar` binds a body, with the same words. */
  kind: PassageKind
  text: string
}

function at({ number, kind, blocks }: Passage): PassageAt {
  return { number, kind, text: plainText(blocks) }
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
 * chapter where they stood. `moved` is the same text of the same kind under another number or chapter.
 */
export function diffVersions(before: ProgramText, after: ProgramText): AvsnittDiff[] {
  const old = new Map(
    before.avsnitt.flatMap(({ id, passages }) => passages.map((passage) => [passage.id, { passage, avsnittId: id }])),
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
        ...avsnitt.passages.map((passage) => compare(old.get(passage.id), passage, avsnitt.id)),
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
    before: at(passage),
    after: null,
  }
}

function compare(
  old: { passage: Passage; avsnittId: string } | undefined,
  now: Passage,
  avsnittId: string,
): PassageDiff {
  const after = at(now)
  if (!old) return { id: now.id, change: 'added', before: null, after }
  const before = at(old.passage)
  if (before.text !== after.text || before.kind !== after.kind) return { id: now.id, change: 'changed', before, after }
  const isInPlace = before.number === after.number && old.avsnittId === avsnittId
  return { id: now.id, change: isInPlace ? 'same' : 'moved', before, after }
}
