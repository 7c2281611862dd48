/** One line of the attest order as it stands now, for one version. */
export interface AttestLine {
  ordinal: number
  /** The chief who is named. */
  personId: string
  personName: string
  personTitle: string
  /** `vantar`; `tur`: the one whose turn it is; `attesterad`; `aldre`: attested, but an older version. */
  state: 'vantar' | 'tur' | 'attesterad' | 'aldre'
  /** Who attested, as it is printed (`tf. arbetsmarknadsdirektör`), the version and when. */
  done: { byPersonId: string; byName: string; byTitle: string; nr: number; at: Date } | null
}

export interface AttestRecord {
  ordinal: number
  personId: string
  byPersonId: string
  byName: string
  byTitle: string
  outcome: 'attesterad' | 'atersand'
  nr: number
  fingerprint: string
  remark: string | null
  at: Date
}

export interface NamedAttestant {
  ordinal: number
  personId: string
  name: string
  title: string
}

/**
 * The attest order read against the text as it is now. An attest is bound to the exact text (ATTEST-VERSION): after an edit it is
 * "attesterad i äldre version" and its chief's turn comes again, in order. What was attested before the text was sent back counts
 * for nothing either.
 */
export function attestLines(
  named: readonly NamedAttestant[],
  records: readonly AttestRecord[],
  fingerprint: string,
): AttestLine[] {
  const lastReturn = records.findLastIndex((record) => record.outcome === 'atersand')
  let isOpen = false
  return named.map(({ ordinal, personId, name, title }) => {
    const own = records
      .map((record, at) => ({ record, at }))
      .filter(
        ({ record }) => record.outcome === 'attesterad' && record.ordinal === ordinal && record.personId === personId,
      )
    const valid = own.findLast(({ record, at }) => at > lastReturn && record.fingerprint === fingerprint)
    const shown = valid ?? own.at(-1)
    const done = shown
      ? {
          byPersonId: shown.record.byPersonId,
          byName: shown.record.byName,
          byTitle: shown.record.byTitle,
          nr: shown.record.nr,
          at: shown.record.at,
        }
      : null
    const line = { ordinal, personId, personName: name, personTitle: title, done }
    if (valid && !isOpen) return { ...line, state: 'attesterad' as const }
    const isTurn = !isOpen
    isOpen = true
    if (isTurn) return { ...line, state: 'tur' as const }
    return { ...line, state: done ? ('aldre' as const) : ('vantar' as const) }
  })
}

/** How a title is printed when somebody stands in: `tf. arbetsmarknadsdirektör`, `vikarierande …`, or one's own title with for whom. */
export function printedTitle(form: 'tf' | 'vikarierande' | 'ersattare', chiefTitle: string, ownTitle: string): string {
  if (form === 'tf') return `tf. ${chiefTitle}`
  if (form === 'vikarierande') return `vikarierande ${chiefTitle}`
  return `${ownTitle}, ersättare för ${chiefTitle}`
}

/**
 * Nobody attests their own text alone (ATTEST-EGEN): whoever has written in it may stand in the order only beside somebody who has
 * not, and who attests another line than this one.
 */
export function isOthersText(
  actorId: string,
  writers: readonly string[],
  lines: readonly AttestLine[],
  turn: AttestLine | undefined,
): boolean {
  if (!writers.includes(actorId)) return true
  return lines.some((line) => {
    if (line.ordinal === turn?.ordinal) return false
    const by = line.state === 'attesterad' ? line.done?.byPersonId : line.personId
    return by !== undefined && !writers.includes(by)
  })
}

/** Whether the newest thing that happened to a version is that a chief sent it back: then its writer has something to do. */
export function isGivenBack(records: readonly Pick<AttestRecord, 'outcome' | 'nr'>[], nr: number): boolean {
  const last = records.at(-1)
  return last?.outcome === 'atersand' && last.nr === nr
}
