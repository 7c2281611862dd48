import { fileIncoming } from '../arenden/index.ts'
import type { ReceivedFile } from '../handlingar/index.ts'
import { type ActContext, logAct } from '../platform/audit/index.ts'
import { Conflict, NotFound } from '../platform/errors/index.ts'
import { addSynpunkt } from './add-synpunkt.ts'
import { beginSvar } from './begin-svar.ts'
import { editSvar } from './edit-svar.ts'
import { registerRemiss } from './register-remiss.ts'
import { sendSvar } from './send-svar.ts'
import { findInstans, type Instans, type Remiss } from './store.ts'
import { findSvar } from './svar-store.ts'
import { attachFile, linkActor, lockUnused, markUsed } from './svarslank-store.ts'
import type { SynpunktInput } from './write-synpunkt.ts'

export interface LinkAnswer {
  /** The instance's own number, where it has one and wants to say it. */
  diarienummer: string
  sammanfattning: string
  points: SynpunktInput[]
  file: ReceivedFile | null
}

/**
 * SVARSLANK: answers a remiss by way of a personal link: the same acts as people with accounts do, one after the other in one transaction, by the
 * body itself. Each logs that it came through the link. Once; whoever sends at the same time, or after somebody there has begun with
 * an account, is told so.
 */
export async function answerByLink(
  context: Omit<ActContext, 'actor'>,
  linkId: string,
  input: LinkAnswer,
): Promise<void> {
  const link = await lockUnused(context.trx, linkId, context.today)
  if (!link) throw new NotFound('svarslank')
  const own: ActContext = { ...context, actor: linkActor(link) }
  const found = await findInstans(own.trx, own.actor, link.instansId)
  const { remiss } = found
  if (found.instans.lage === 'skickad')
    await registerRemiss(own, {
      instansId: link.instansId,
      diarienummer: input.diarienummer,
      receivedOn: own.today,
      handlaggareId: null,
      expected: found.instans.version,
    })
  const { instans } = await findInstans(own.trx, own.actor, link.instansId)
  if (instans.lage !== 'mottagen') throw new Conflict('remissinstans', instans.version)
  const svarId = await beginSvar(own, { instansId: instans.id, expected: instans.version })
  const version = async (): Promise<number> => (await findSvar(own.trx, own.actor, svarId)).svar.version
  await editSvar(own, {
    svarId,
    form: 'externt_yttrande',
    sammanfattning: input.sammanfattning,
    expected: await version(),
  })
  for (const point of input.points) await addSynpunkt(own, { svarId, ...point })
  if (input.file) await takeFile(own, remiss, instans, svarId, input.file)
  await markUsed(own.trx, link, svarId, own.at)
  await sendSvar(own, { svarId, expected: await version() })
}

/** A file stands beside the reply in the sender's ärende: the original as it came, and what could be read in it. */
async function takeFile(
  own: ActContext,
  remiss: Remiss,
  instans: Instans,
  svarId: string,
  file: ReceivedFile,
): Promise<void> {
  const { handlingId, nr } = await fileIncoming(own, {
    arendeId: remiss.arendeId,
    ownerAktorId: remiss.ownerAktorId,
    kind: 'remissvar',
    title: `Bifogad fil till svar på remiss: ${remiss.title}`,
    sender: instans.aktorName,
    receivedOn: own.today,
    file,
  })
  await attachFile(own.trx, svarId, handlingId)
  const [seat] = own.actor.seats
  if (!seat) throw new Error('a link without a seat')
  await logAct(
    own,
    seat,
    'svar.link-file',
    { kind: 'remissinstans', id: instans.id, version: instans.version },
    { svar: svarId, handling: handlingId, nr, sha256: file.sha256, unreadable: file.unreadable },
    [
      { kind: 'arende', id: remiss.arendeId },
      { kind: 'handling', id: handlingId },
    ],
  )
}
