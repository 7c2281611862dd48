import { demandUtlatande, insertUtlatande } from '../arenden/index.ts'
import { readMall } from '../handlingar/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { newId } from '../platform/db/index.ts'
import { Conflict, Invalid } from '../platform/errors/index.ts'
import { link } from '../platform/links/index.ts'
import { formatSwedishDate } from '../platform/time/swedish-date.ts'
import { readText } from '../trygghetsprogram/index.ts'
import { formsFor } from './model/remissvar.ts'
import { pointsOf } from './model/utlatande-punkter.ts'
import { type Fraga, type Instans, listFragor, type Remiss } from './store.ts'
import { lockSvar, saveSvar } from './svar-store.ts'
import { listSynpunkter } from './synpunkt-store.ts'
import { demandWriting } from './write-access.ts'

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** What can be said without anybody having thought: where the remiss comes from, what it asks, and the usual proposal. */
function firstText(remiss: Remiss, instans: Instans, fragor: Fraga[]): Record<string, string> {
  const senast = remiss.svarSenast ? ` Svar ska lämnas senast den ${formatSwedishDate(remiss.svarSenast, 'sv')}.` : ''
  const asked =
    fragor.length === 0 ? '' : `Remissen frågar särskilt:\n\n${fragor.map((fraga) => `- ${fraga.text}`).join('\n')}`
  return {
    bakgrund: `${remiss.ownerName} har remitterat ${lowerFirst(remiss.title)} till ${lowerFirst(instans.aktorName)} för yttrande.${senast}`,
    arendet: asked,
  }
}

/**
 * Begins the tjänsteutlåtande of a reply, in the municipality's form. Bodies that decide under kommunallagen have one; a company
 * or a party outside writes its reply without.
 */
export async function beginUtlatande(
  context: ActContext,
  input: { svarId: string; expected: number },
): Promise<string> {
  const { svar, instans, remiss } = await lockSvar(context.trx, context.actor, input.svarId, input.expected)
  demandWriting(context.actor, svar, instans, remiss)
  if (svar.utlatandeId !== null) throw new Conflict('remissvar', svar.version)
  if (instans.arendeId === null || !formsFor(instans.aktorKind).includes('namndbeslut'))
    throw new Invalid([{ field: 'formular', key: 'utlatande.not-here' }])
  const seat = demandUtlatande(context.actor, 'create', {
    state: 'utkast',
    bodies: { agare: [instans.aktorId] },
    missing: instans.arendeState === 'avslutat' ? ['oppet-arende'] : [],
  })
  const mall = await readMall(context.trx)
  const first = firstText(remiss, instans, await listFragor(context.trx, remiss.id))
  if (svar.sammanfattning.trim() !== '') first.sammanfattning = svar.sammanfattning
  const id = newId()
  await insertUtlatande(
    context.trx,
    {
      id,
      arendeId: instans.arendeId,
      ownerAktorId: instans.aktorId,
      authorId: context.actor.id ?? '',
      label: mall.label,
      text: {
        title: `Yttrande över remiss av ${lowerFirst(remiss.title)}`,
        forslag: [
          `${instans.aktorName} hänvisar till förvaltningens ${mall.label.toLowerCase()} som sitt yttrande över remissen.`,
        ],
        sections: mall.sections.map(({ key, heading, hasPoints }) => ({
          key,
          heading,
          markdown: first[key] ?? '',
          ...(hasPoints && { hasPoints }),
        })),
        points: pointsOf(
          await listSynpunkter(context.trx, svar.id),
          await readText(context.trx, remiss.programVersionId),
        ),
        bilagor: [],
      },
    },
    context.at,
  )
  await saveSvar(context.trx, svar.id, { utlatande_id: id })
  const self = { kind: 'utlatande', id }
  await link(context.trx, self, 'bereds-i', { kind: 'arende', id: instans.arendeId }, context.at)
  await link(context.trx, { kind: 'remissvar', id: svar.id }, 'grundas-pa', self, context.at)
  await logAct(context, seat, 'utlatande.create', { ...self, version: 1 }, { svar: svar.id, mall: mall.version }, [
    { kind: 'remissvar', id: svar.id },
    { kind: 'arende', id: instans.arendeId },
  ])
  return id
}
