import { type AktorKind, findAktor, hasDiary, listPersons, WRITING_ROLES } from '../aktorer/index.ts'
import { attachHandling, insertArende } from '../arenden/index.ts'
import { checkDiarienummer, insertHandling, normaliseDiarienummer } from '../handlingar/index.ts'
import { judge } from '../platform/access/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Denied, type FieldError, Invalid } from '../platform/errors/index.ts'
import { link } from '../platform/links/index.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { tellAssigned } from './mail.ts'
import { svarSteps } from './model/svar-steps.ts'
import { lockInstans, type Remiss, saveInstans, svarSituation } from './store.ts'
import { utskickadFil } from './utskickad-fil-store.ts'

export interface RegisterInput {
  instansId: string
  /** '' where the body has no diary of its own. */
  diarienummer: string
  receivedOn: string
  handlaggareId: string | null
  expected: number
}

/** The instance's own number is not the sender's: the two are kept side by side, and swapping them is the usual slip. */
function checkOwnNumber(
  given: string,
  kind: AktorKind,
  prefix: string | null,
  remiss: Remiss,
  senderPrefix: string | null,
  isByLink: boolean,
): { normalised: string | null; error: FieldError | null } {
  // A party that answers by a link has its diary elsewhere, and need not tell its number.
  if (given === '' && (isByLink || !hasDiary(kind))) return { normalised: null, error: null }
  const checked = checkDiarienummer(given)
  if (!checked.ok) return { normalised: null, error: { field: 'diarienummer', key: `arenden.dnr.${checked.reason}` } }
  const isSenders = remiss.diarienummer !== null && normaliseDiarienummer(remiss.diarienummer) === checked.normalised
  const startsWith = (head: string | null): boolean => {
    const prefix = head?.toLocaleUpperCase('sv') ?? ''
    return (
      prefix !== '' && checked.normalised.startsWith(prefix) && /^\P{L}/u.test(checked.normalised.slice(prefix.length))
    )
  }
  if (isSenders || (startsWith(senderPrefix) && !startsWith(prefix))) {
    return { normalised: null, error: { field: 'diarienummer', key: 'svar.senders-number', values: { dnr: given } } }
  }
  return { normalised: checked.normalised, error: null }
}

/**
 * Registers the remiss at an instance, under the instance's own number, with the day it arrived (FL 22 §: when it reached the
 * authority, not when somebody opened it), and says who prepares the reply.
 */
export async function registerRemiss(context: ActContext, input: RegisterInput): Promise<void> {
  const { instans, remiss } = await lockInstans(context.trx, context.actor, input.instansId, input.expected)
  const verdict = judge(svarSteps, 'register', context.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const [aktor, sender] = [
    await findAktor(context.trx, instans.aktorId),
    await findAktor(context.trx, remiss.ownerAktorId),
  ]
  if (!aktor || !sender) throw new Error('an instance without its body')
  const number = checkOwnNumber(
    input.diarienummer,
    aktor.kind,
    aktor.prefix,
    remiss,
    sender.prefix,
    context.actor.via !== undefined,
  )
  const errors: FieldError[] = number.error ? [number.error] : []
  if (input.receivedOn > context.today) errors.push({ field: 'ankomst', key: 'handlingar.received-future' })
  if (remiss.sentAt && input.receivedOn < swedishDay(remiss.sentAt))
    errors.push({ field: 'ankomst', key: 'svar.received-before-sent' })
  if (input.handlaggareId !== null && !(await mayPrepare(context, instans.aktorId, input.handlaggareId))) {
    errors.push({ field: 'handlaggare', key: 'svar.handlaggare-unknown' })
  }
  if (errors.length > 0) throw new Invalid(errors)
  const arendeId = newId()
  await insertArende(context.trx, {
    id: arendeId,
    ownerAktorId: aktor.id,
    diarienummer: number.normalised,
    title: `Yttrande över remiss av ${remiss.title}`,
    counterpart: remiss.ownerName,
    counterpartDiarienummer: remiss.diarienummer,
    openedOn: context.today,
    handlaggareId: input.handlaggareId,
  })
  const handlingId = newId()
  await insertHandling(
    context.trx,
    {
      id: handlingId,
      ownerAktorId: aktor.id,
      kind: 'remissmissiv',
      title: `Remiss: ${remiss.title}`,
      direction: 'in',
      state: 'inkommen',
      stateOn: input.receivedOn,
      receivedOn: input.receivedOn,
      sender: remiss.ownerName,
      recipient: null,
      ...(await utskickadFil(context.trx, remiss.id)),
      isOnPaper: false,
      unreadable: null,
      hasPersonnummer: false,
      version: 1,
    },
    context.at,
  )
  await attachHandling(context.trx, arendeId, handlingId)
  const version = await saveInstans(context.trx, instans.id, {
    lage: 'mottagen',
    arende_id: arendeId,
    received_on: input.receivedOn,
    handlaggare_id: input.handlaggareId,
  })
  await link(context.trx, { kind: 'arende', id: arendeId }, 'galler', { kind: 'remiss', id: remiss.id }, context.at)
  await link(
    context.trx,
    { kind: 'remissinstans', id: instans.id },
    'tillfragas-i',
    { kind: 'remiss', id: remiss.id },
    context.at,
  )
  await tellAssigned(context, remiss, { ...instans, version, diarienummer: number.normalised }, input.handlaggareId)
  await logAct(
    context,
    verdict.seat,
    'svar.register',
    { kind: 'remissinstans', id: instans.id, version },
    {
      diarienummer: number.normalised,
      sendersNumber: remiss.diarienummer,
      receivedOn: input.receivedOn,
      handlaggare: input.handlaggareId,
      arende: arendeId,
    },
    [
      { kind: 'arende', id: arendeId },
      { kind: 'handling', id: handlingId },
    ],
  )
}

/** Somebody who can write the reply at the body. */
export async function mayPrepare(context: ActContext, aktorId: string, personId: string): Promise<boolean> {
  const persons = await listPersons(context.trx, context.today, aktorId)
  return persons.some(
    (person) =>
      person.id === personId &&
      person.uppdrag.some((uppdrag) => (WRITING_ROLES as readonly string[]).includes(uppdrag.role)),
  )
}
