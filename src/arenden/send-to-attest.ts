import { listPersons } from '../aktorer/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Invalid } from '../platform/errors/index.ts'
import { tellTurn } from './mail.ts'
import { attestLines } from './model/attest.ts'
import { utlatandeSteps } from './model/utlatande-steps.ts'
import { demandUtlatande, standingOf } from './utlatande-access.ts'
import { lockUtlatande, namedAttestants, replaceAttestants, setUtlatandeState, writersOf } from './utlatande-store.ts'

const OFFICERS: readonly string[] = utlatandeSteps.acts.attest.by.flatMap(({ roles }) => roles)

/**
 * Names the chiefs who attest, in order, and puts the newest version before the first of them. Again, to change the order. Gives the
 * state that it leads to.
 */
export async function sendToAttest(
  context: ActContext,
  input: { utlatandeId: string; personIds: string[]; expected: number },
): Promise<'attest' | 'attesterat'> {
  const utlatande = await lockUtlatande(context.trx, context.actor, input.utlatandeId, input.expected)
  const { situation, records } = await standingOf(context.trx, context.actor, utlatande, context.today)
  const seat = demandUtlatande(context.actor, 'send-to-attest', situation)
  const refuse = (key: string) => new Invalid([{ field: 'attestant-1', key }])
  if (input.personIds.length === 0) throw refuse('attest.nobody-named')
  if (new Set(input.personIds).size < input.personIds.length) throw refuse('attest.named-twice')
  const officers = new Set(
    (await listPersons(context.trx, context.today, utlatande.ownerAktorId))
      .filter((person) => person.uppdrag.some(({ role }) => OFFICERS.includes(role)))
      .map((person) => person.id),
  )
  if (input.personIds.some((id) => !officers.has(id))) throw refuse('attest.not-an-officer')
  // ATTEST-EGEN
  const writers = await writersOf(context.trx, utlatande.id)
  if (input.personIds.every((id) => writers.includes(id))) throw refuse('attest.own-text')
  await replaceAttestants(context.trx, utlatande.id, input.personIds)
  // What has been attested counts in the new order too. When those who are left have all attested exactly this text, the one who was
  // taken out was the last that it waited for: it is attested.
  const lines = attestLines(await namedAttestants(context.trx, utlatande.id), records, utlatande.fingerprint)
  const turn = lines.find((line) => line.state === 'tur')
  const state = turn ? 'attest' : 'attesterat'
  await setUtlatandeState(context.trx, utlatande.id, state)
  await tellTurn(context, utlatande, turn?.personId)
  await logAct(
    context,
    seat,
    'utlatande.send-to-attest',
    { kind: 'utlatande', id: utlatande.id, version: utlatande.version + 1 },
    {
      nr: utlatande.nr,
      fingerprint: utlatande.fingerprint,
      attestants: input.personIds,
      state,
    },
  )
  return state
}
