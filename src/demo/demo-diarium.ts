import {
  addMaterial,
  chooseHandlingar,
  closeArende,
  examineHandling,
  registerBegaran,
  registerHandling,
} from '../arenden/index.ts'
import { adjustHandling, markSekretess, maskHandling, type ReceivedFile, receiveFile } from '../handlingar/index.ts'
import type { Trx } from '../platform/db/index.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { addDays, swedishDay } from '../platform/time/clock.ts'
import { findRemiss } from '../remiss/index.ts'
import { acting, type Ids, idOf } from './demo-acting.ts'

const SKISS = `Bevakningen vid Ekhamns station

Vakten går rundan klockan 21.15, 23.40 och 02.10. Mellan rundorna är västra gången utan tillsyn.
Förslag: flytta den andra rundan till 00.30 och låt belysningen i västra gången vara tänd hela natten.
`
const SKISS_MASKERAD = `Bevakningen vid Ekhamns station

[maskerat]
Förslag: [maskerat] och låt belysningen i västra gången vara tänd hela natten.
`

/** An ärende that is finished: the reply was sent, the programme was adopted, and there was nothing left to clear. */
export async function closePastArende(trx: Trx, ids: Ids, arendeId: string, day: string): Promise<void> {
  await closeArende(acting(trx, ids, 'amn', 'registrator', day), {
    arendeId,
    choices: new Map(),
    expected: 1,
    keep: () => {
      throw new Error('the demo has nothing to keep')
    },
  })
}

/**
 * What a diary looks like when work is going on in it, in the ärende of the remiss that is over: a handling with a secrecy mark and its
 * masked copy, arbetsmaterial beside what has been drawn up, and somebody who asks for allmänna handlingar.
 */
export async function createDiarium(
  trx: Trx,
  ids: Ids,
  remissId: string,
  now: Date,
  files: FileStore | null,
): Promise<void> {
  const today = swedishDay(now)
  const registrator = { ...acting(trx, ids, 'ks', 'registrator', today), at: now }
  const handlaggare = { ...acting(trx, ids, 'ks', 'handlaggare', today), at: now }
  const file = (name: string, text: string): ReceivedFile | null =>
    files && receiveFile(files, { name, bytes: new TextEncoder().encode(text) })
  const { arendeId } = await findRemiss(trx, registrator.actor, remissId)
  const receivedOn = addDays(today, -5)
  const skiss = await registerHandling(registrator, {
    arendeId,
    title: 'Skrivelse om bevakningen vid Ekhamns station',
    sender: 'Ekhamns bostads AB',
    receivedOn,
    file: file('bevakning.txt', SKISS),
  })
  await markSekretess(registrator, {
    handlingId: skiss,
    provision: '18 kap. 8 § OSL',
    masksTitle: false,
    masksParty: false,
    expected: 1,
  })
  if (files) {
    const bytes = new TextEncoder().encode(SKISS_MASKERAD)
    const copy = { sha256: files.put(bytes), bytes: bytes.length, name: 'maskerad-kopia.txt' }
    await maskHandling(registrator, { handlingId: skiss, copy, expected: 2 })
  }
  const fraga = await registerHandling(registrator, {
    arendeId,
    title: 'Fråga om hur programmet följs upp',
    sender: 'Föreningen Trygga kvällar',
    receivedOn,
    file: file('fraga.txt', 'Hur följs trygghetsprogrammet upp, och när kommer resultatet?\n'),
  })
  const notes = await addMaterial(handlaggare, {
    arendeId,
    title: 'Minnesanteckningar från samrådet med stadsdelarna',
    file: file('minnesanteckningar.txt', 'Stadsdelarna vill ha en gemensam mall för uppföljningen.\n'),
  })
  await adjustHandling(registrator, { handlingId: notes, on: addDays(today, -2), expected: 1 })
  await addMaterial(handlaggare, {
    arendeId,
    title: 'Utkast till uppföljning av programmet',
    file: file('utkast.txt', 'Det här är ett utkast som ingen har tagit ställning till.\n'),
  })
  const begaranId = await registerBegaran(registrator, {
    aktorId: idOf(ids.aktor, 'ks'),
    receivedOn: addDays(today, -1),
    channel: 'epost',
    requester: null,
    wanted: 'Det som har kommit in om bevakningen och om uppföljningen av trygghetsprogrammet.',
  })
  await chooseHandlingar(registrator, { begaranId, handlingIds: [skiss, fraga], expected: 1 })
  await examineHandling(registrator, {
    begaranId,
    handlingId: fraga,
    outcome: 'hel',
    note: '',
    copy: null,
    expected: 2,
  })
}
