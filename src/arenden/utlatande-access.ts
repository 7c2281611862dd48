import { standsInFor } from '../aktorer/index.ts'
import { type Actor, judge, type Seat, type Situation } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { Denied } from '../platform/errors/index.ts'
import { type AttestLine, type AttestRecord, attestLines, isOthersText } from './model/attest.ts'
import { utlatandeSteps } from './model/utlatande-steps.ts'
import { listSamrad, type Samrad } from './samrad-store.ts'
import { listAttester, namedAttestants, type Utlatande, writersOf } from './utlatande-store.ts'

/** Everything that decides what may be done with an utlåtande, read once. */
export interface UtlatandeStanding {
  lines: AttestLine[]
  records: AttestRecord[]
  /** The line whose turn it is. */
  turn: AttestLine | undefined
  /** How the actor stands in for the one whose turn it is; null when they are that person themselves, or neither. */
  standIn: { form: 'tf' | 'vikarierande' | 'ersattare' } | null
  samrad: Samrad[]
  situation: Situation
}

/** Reads the attest order, the consultations and in which relation the actor stands to them. */
export async function standingOf(
  db: Db,
  actor: Actor,
  utlatande: Utlatande,
  today: string,
): Promise<UtlatandeStanding> {
  const records = await listAttester(db, utlatande.id)
  const lines = attestLines(await namedAttestants(db, utlatande.id), records, utlatande.fingerprint)
  const turn = utlatande.state === 'attest' ? lines.find((line) => line.state === 'tur') : undefined
  const samrad = await listSamrad(db, utlatande.id)
  const standIns = actor.id && turn ? await standsInFor(db, actor.id, today) : []
  const standIn =
    standIns.find((row) => row.personId === turn?.personId && row.aktorId === utlatande.ownerAktorId) ?? null
  const isAttestant = turn !== undefined && (turn.personId === actor.id || standIn !== null)
  const isAsked = samrad.some((row) => row.personId === actor.id && row.answeredAt === null)
  const own = [utlatande.ownerAktorId]
  // A finished ärende has been through rensning: nothing more is written in it until it is opened again.
  const missing: string[] = utlatande.arendeState === 'oppet' ? [] : ['oppet-arende']
  if (utlatande.text.forslag.length === 0) missing.push('forslag')
  const sammanfattning = utlatande.text.sections.find((section) => section.key === 'sammanfattning')
  if (sammanfattning && sammanfattning.markdown.trim() === '') missing.push('sammanfattning')
  if (isAttestant && !isOthersText(actor.id ?? '', await writersOf(db, utlatande.id), lines, turn))
    missing.push('annans-text')
  return {
    lines,
    records,
    turn,
    standIn: turn?.personId === actor.id ? null : standIn,
    samrad,
    situation: {
      state: utlatande.state,
      bodies: { agare: own, samradd: isAsked ? own : [], attestant: isAttestant ? own : [] },
      missing,
    },
  }
}

/** The seat in which the actor may do the act, or the refusal. */
export function demandUtlatande(
  actor: Actor,
  act: keyof typeof utlatandeSteps.acts & string,
  situation: Situation,
): Seat {
  const verdict = judge(utlatandeSteps, act, actor, situation)
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return verdict.seat
}
