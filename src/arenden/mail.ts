import { listErsattare, notifyPersons, type Telling } from '../aktorer/index.ts'
import type { Db } from '../platform/db/index.ts'
import { formatSwedishDate } from '../platform/time/swedish-date.ts'
import { type Utlatande, writersOf } from './utlatande-store.ts'

/**
 * What the preparation of a statement tells people by mail. A statement under preparation is arbetsmaterial: a mail names the diary
 * number and the day, never the title, the text or the remark (BREV-PEKARE).
 */
type Told = Pick<Utlatande, 'id' | 'version' | 'diarienummer' | 'ownerAktorId' | 'ownerName' | 'label'>

function dnr(utlatande: Told): string {
  return utlatande.diarienummer ?? 'utan diarienummer'
}

/** People have been asked about the text. */
export async function tellSamrad(
  telling: Telling & { actor: { name: string } },
  utlatande: Told,
  personIds: readonly string[],
  dueOn: string | null,
): Promise<void> {
  const by = dueOn === null ? '' : ` senast ${formatSwedishDate(dueOn, 'sv')}`
  await notifyPersons(telling, personIds, {
    key: `samrad:${utlatande.id}:${telling.at.toISOString()}`,
    subject: `Samråd i ärende ${dnr(utlatande)}, begärt ${formatSwedishDate(telling.today, 'sv')}`,
    text: `${telling.actor.name} ber om ditt samråd i ärende ${dnr(utlatande)} hos ${utlatande.ownerName}${by}.\n\nTexten och frågan finns här:`,
    path: `/utlatanden/${utlatande.id}`,
  })
}

/** It is somebody's turn to attest; whoever stands in for them is told too. */
export async function tellTurn(telling: Telling, utlatande: Told, personId: string | undefined): Promise<void> {
  if (personId === undefined) return
  const standIns = (await listErsattare(telling.trx, [utlatande.ownerAktorId], telling.today)).filter(
    (row) => row.personId === personId && row.validFrom <= telling.today,
  )
  // ATTEST-EGEN: a stand-in who has written in the text may not attest it, and is not asked to.
  const writers = new Set(await writersOf(telling.trx, utlatande.id))
  const able = standIns.map((row) => row.substituteId).filter((id) => !writers.has(id))
  await notifyPersons(telling, [personId, ...able], {
    key: `attest:${utlatande.id}:${telling.at.toISOString()}`,
    subject: `Att attestera i ärende ${dnr(utlatande)}, ${formatSwedishDate(telling.today, 'sv')}`,
    text: `Det är din tur att attestera i ärende ${dnr(utlatande)} hos ${utlatande.ownerName}.\n\nTexten finns här:`,
    path: `/utlatanden/${utlatande.id}`,
  })
}

/** The text has been sent back to the one who wrote it. */
export async function tellReturned(
  telling: Telling & { actor: { name: string } },
  utlatande: Told & Pick<Utlatande, 'authorId'>,
): Promise<void> {
  await notifyPersons(telling, [utlatande.authorId], {
    key: `atersand:${utlatande.id}:${telling.at.toISOString()}`,
    subject: `Återsänt i ärende ${dnr(utlatande)}, ${formatSwedishDate(telling.today, 'sv')}`,
    text: `${telling.actor.name} har sänt tillbaka texten i ärende ${dnr(utlatande)} med en kommentar.\n\nDen finns här:`,
    path: `/utlatanden/${utlatande.id}`,
  })
}

/** The text has been attested by all: its writer can go on to the decision or send it. */
export async function tellAttested(telling: Telling, utlatande: Told & Pick<Utlatande, 'authorId'>): Promise<void> {
  await notifyPersons(telling, [utlatande.authorId], {
    key: `attesterat:${utlatande.id}:${telling.at.toISOString()}`,
    subject: `Attesterat i ärende ${dnr(utlatande)}, ${formatSwedishDate(telling.today, 'sv')}`,
    text: `Texten i ärende ${dnr(utlatande)} hos ${utlatande.ownerName} är attesterad av alla i ordningen.\n\nDen finns här:`,
    path: `/utlatanden/${utlatande.id}`,
  })
}

/** Somebody has answered the consultation. What they said stands on the page, and not in the mail. */
export async function tellSamradAnswered(
  telling: Telling & { actor: { name: string } },
  utlatande: Told & Pick<Utlatande, 'authorId'>,
): Promise<void> {
  await notifyPersons(telling, [utlatande.authorId], {
    key: `samradssvar:${utlatande.id}:${telling.at.toISOString()}`,
    subject: `Samrådssvar i ärende ${dnr(utlatande)}, ${formatSwedishDate(telling.today, 'sv')}`,
    text: `${telling.actor.name} har svarat på samrådet i ärende ${dnr(utlatande)}.\n\nSvaret finns här:`,
    path: `/utlatanden/${utlatande.id}`,
  })
}

/** Who prepares an ärende; null where nobody is named. For the slices that tell that person something. */
export async function handlaggareOf(db: Db, arendeId: string): Promise<string | null> {
  const row = await db
    .withTables<{ 'arenden.arende': { id: string; handlaggare_id: string | null } }>()
    .selectFrom('arenden.arende')
    .select('handlaggare_id')
    .where('id', '=', arendeId)
    .executeTakeFirst()
  return row?.handlaggare_id ?? null
}
