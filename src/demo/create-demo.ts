import { insertAktor, insertPerson, insertUppdrag } from '../aktorer/index.ts'
import type { ActContext } from '../platform/audit/index.ts'
import { writeSettings } from '../platform/config/settings.ts'
import { type Database, newId, type Trx } from '../platform/db/index.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { fromMarkdown } from '../platform/text/index.ts'
import { addDays, type Clock, swedishDay } from '../platform/time/clock.ts'
import { arbetsdagBefore } from '../platform/time/helgdagar.ts'
import { insertOmrade, insertTackning } from '../platser/index.ts'
import {
  addSynpunkt,
  beginSvar,
  chooseInstanser,
  closeRemiss,
  createRemiss,
  editRemiss,
  editSvar,
  findSvar,
  listInstanser,
  registerRemiss,
  registerSvarBeslut,
  sendRemiss,
  sendSvar,
} from '../remiss/index.ts'
import { addSammantrade, postNotice } from '../sammantraden/index.ts'
import {
  insertProgram,
  insertText,
  insertVersion,
  type ProgramText,
  setVersionStatus,
} from '../trygghetsprogram/index.ts'
import { acting, type Ids, idOf } from './demo-acting.ts'
import { closePastArende, createDiarium } from './demo-diarium.ts'
import type { DemoProgram } from './demo-program.ts'
import type { DemoAnkare, DemoRemissAvslutad, DemoRemissBase, DemoRemissUtkast } from './demo-remiss.ts'
import { EKHAMN, EKHAMN_AKTORER, EKHAMN_OMRADEN } from './ekhamn-aktorer.ts'
import { EKHAMN_PERSONER } from './ekhamn-personer.ts'
import { EKHAMN_PROGRAM_2024 } from './ekhamn-program-2024.ts'
import { EKHAMN_PROGRAM_2028 } from './ekhamn-program-2028.ts'
import { EKHAMN_REMISS_2023, EKHAMN_REMISS_2026 } from './ekhamn-remisser.ts'

const FOUNDED = '2019-01-01'
/** When the programme in force was adopted, between the end of its remiss and its first day. */
const ADOPTED = '2023-11-27'

/**
 * Fills an empty database with Ekhamn. What has happened there is done by the same acts as people do, each at its own day, so that
 * links, diary and log are as real as they get. One transaction: a demo that was interrupted does not exist. Without a store for files
 * what has come in is on paper.
 */
export async function createDemo(database: Database, clock: Clock, files: FileStore | null = null): Promise<void> {
  const now = clock.now()
  await database.transaction(async (trx) => {
    const ids: Ids = { aktor: new Map(), person: new Map(), passage: new Map(), avsnitt: new Map(), version: new Map() }
    await writeSettings(trx, { municipality: EKHAMN.name, isDemo: true, createdAt: now.toISOString() })
    await createAktorer(trx, ids)
    const programId = newId()
    await insertProgram(trx, {
      id: programId,
      owner_aktor_id: idOf(ids.aktor, 'ks'),
      name: 'Trygghetsprogram för Ekhamn',
      created_at: now,
    })
    await createVersion(trx, ids, programId, 1, EKHAMN_PROGRAM_2024, '2023-02-20')
    const past = await createPastRemiss(trx, ids, EKHAMN_REMISS_2023)
    await setVersionStatus(trx, idOf(ids.version, EKHAMN_PROGRAM_2024.key), 'gallande', ADOPTED)
    await createVersion(trx, ids, programId, 2, EKHAMN_PROGRAM_2028, swedishDay(now))
    await createDraftRemiss(trx, ids, EKHAMN_REMISS_2026, now)
    await createSammantraden(trx, ids, now)
    await createDiarium(trx, ids, past, now, files)
  })
}

async function createAktorer(trx: Trx, ids: Ids): Promise<void> {
  const omraden = new Map<string, string>()
  for (const omrade of EKHAMN_OMRADEN) {
    const id = idOf(omraden, omrade.key)
    await insertOmrade(trx, {
      id,
      division: 'stadsdelar',
      division_version: 1,
      name: omrade.name,
      valid_from: FOUNDED,
      valid_to: null,
    })
  }
  for (const aktor of EKHAMN_AKTORER) {
    const id = idOf(ids.aktor, aktor.key)
    const { kind, name, shortName, prefix, forvaltning } = aktor
    const email = `${aktor.key}@ekhamn.example`
    await insertAktor(trx, { id, kind, name, shortName, prefix, forvaltning, email, validFrom: FOUNDED, validTo: null })
    for (const { omrade, coverage } of aktor.omraden)
      await insertTackning(trx, { omrade_id: idOf(omraden, omrade), aktor_id: id, coverage })
  }
  for (const person of EKHAMN_PERSONER) {
    const id = idOf(ids.person, person.key)
    // A reserved domain (RFC 2606): even a mistake in the settings sends nothing to anybody.
    const email = `${person.key.replace('-', '.')}@ekhamn.example`
    await insertPerson(trx, { id, name: person.name, title: person.title, email })
    for (const { aktor, role } of person.uppdrag) {
      await insertUppdrag(trx, {
        id: newId(),
        person_id: id,
        aktor_id: idOf(ids.aktor, aktor),
        role,
        valid_from: FOUNDED,
        valid_to: null,
      })
    }
  }
}

async function createVersion(
  trx: Trx,
  ids: Ids,
  programId: string,
  nr: number,
  program: DemoProgram,
  on: string,
): Promise<void> {
  const id = idOf(ids.version, program.key)
  await insertVersion(trx, {
    id,
    programId,
    nr,
    title: program.title,
    status: 'utkast',
    statusOn: on,
    periodFrom: program.validFrom,
    periodTo: program.validTo,
    ownerAktorId: idOf(ids.aktor, 'ks'),
  })
  const text: ProgramText = {
    avsnitt: program.avsnitt.map((avsnitt, at) => ({
      id: idOf(ids.avsnitt, avsnitt.key),
      number: `${at + 1}`,
      title: avsnitt.title,
      fokusomrade: avsnitt.fokusomrade,
      passages: avsnitt.passages.map((passage, index) => ({
        id: idOf(ids.passage, passage.key),
        number: `${at + 1}.${index + 1}`,
        kind: passage.kind,
        blocks: fromMarkdown(passage.markdown),
      })),
    })),
  }
  await insertText(trx, id, text)
}

async function prepareRemiss(
  context: ActContext,
  ids: Ids,
  remiss: DemoRemissBase,
  svarSenast: string,
): Promise<string> {
  const remissId = await createRemiss(context, {
    programVersionId: idOf(ids.version, remiss.program),
    title: remiss.title,
    diarienummer: remiss.dnr,
  })
  await editRemiss(context, {
    remissId,
    title: remiss.title,
    missiv: remiss.missiv,
    svarSenast,
    fragor: remiss.questions.map((fraga) => ({
      text: fraga.text,
      avsnittId: fraga.avsnitt ? idOf(ids.avsnitt, fraga.avsnitt) : null,
    })),
    expected: 1,
  })
  return remissId
}

async function createDraftRemiss(trx: Trx, ids: Ids, remiss: DemoRemissUtkast, now: Date): Promise<void> {
  const today = swedishDay(now)
  const context = { ...acting(trx, ids, remiss.avsandare, 'handlaggare', today), at: now }
  await prepareRemiss(context, ids, remiss, addDays(today, remiss.replyByDaysFromToday))
}

async function createPastRemiss(trx: Trx, ids: Ids, remiss: DemoRemissAvslutad): Promise<string> {
  const sender = acting(trx, ids, remiss.avsandare, 'handlaggare', remiss.sentOn)
  const remissId = await prepareRemiss(sender, ids, remiss, remiss.replyByOn)
  await chooseInstanser(sender, {
    remissId,
    aktorIds: remiss.instanser.map(({ aktor }) => idOf(ids.aktor, aktor)),
    expected: 2,
  })
  await sendRemiss(sender, { remissId, expected: 3 })
  const registeredOn = addDays(remiss.sentOn, 1)
  const instanser = await listInstanser(trx, remissId)
  for (const { aktor, dnr } of remiss.instanser) {
    const instans = instanser.find((candidate) => candidate.aktorId === idOf(ids.aktor, aktor))
    if (!instans || dnr === null) continue
    const role = aktor === 'bostadsbolaget' ? 'privat-part' : 'registrator'
    await registerRemiss(acting(trx, ids, aktor, role, registeredOn), {
      instansId: instans.id,
      diarienummer: dnr,
      receivedOn: registeredOn,
      handlaggareId: null,
      expected: instans.version,
    })
  }
  for (const svar of remiss.svar) {
    const instans = instanser.find((candidate) => candidate.aktorId === idOf(ids.aktor, svar.aktor))
    if (!instans) throw new Error(`${svar.aktor} replies without having been asked`)
    await createReply(trx, ids, instans.id, svar)
  }
  await closeRemiss(acting(trx, ids, remiss.avsandare, 'handlaggare', remiss.closedOn), {
    remissId,
    reason: 'Svaren är sammanställda och programmet går till beslut.',
    expected: 4,
  })
  const amn = (await listInstanser(trx, remissId)).find((instans) => instans.aktorId === idOf(ids.aktor, 'amn'))
  if (amn?.arendeId) await closePastArende(trx, ids, amn.arendeId, addDays(remiss.closedOn, 17))
  return remissId
}

async function createReply(
  trx: Trx,
  ids: Ids,
  instansId: string,
  svar: DemoRemissAvslutad['svar'][number],
): Promise<void> {
  const role = svar.aktor === 'bostadsbolaget' ? 'privat-part' : 'handlaggare'
  const day = svar.receivedAt.slice(0, 10)
  const context = acting(trx, ids, svar.aktor, role, day)
  const svarId = await beginSvar(context, { instansId, expected: 3 })
  await editSvar(context, {
    svarId,
    form: svar.form,
    sammanfattning: svar.sammanfattning,
    expected: 1,
  })
  for (const synpunkt of svar.synpunkter) {
    await addSynpunkt(context, {
      svarId,
      kinds: synpunkt.kinds,
      text: synpunkt.text,
      source: svar.form === 'kontorsyttrande' ? 'forvaltningen' : 'namnden',
      ankare: toAnkare(ids, synpunkt.ankare),
    })
  }
  if (svar.form !== 'kontorsyttrande') {
    await registerSvarBeslut(context, {
      svarId,
      kind: svar.form,
      decidedOn: svar.beslutOn,
      paragraf: svar.paragraf ?? '',
      wording: 'Yttrandet överlämnas till kommunstyrelsen som svar på remissen.',
      formula: 'överlämnar-som-svar',
      decidedBy: '',
      ground: '',
      reason: '',
      isUrgent: false,
      isOmedelbartJusterat: svar.form === 'namndbeslut',
      fate: 'overtas',
      added: [],
      extract: null,
      expected: 2,
    })
    if (svar.form === 'namndbeslut') await postPastNotice(trx, ids, svar.aktor, svarId, svar.beslutOn)
  }
  await sendSvar(context, { svarId, expected: svar.form === 'kontorsyttrande' ? 2 : 3 })
}

/** The notice went up the day after: nothing from years ago waits for anybody. */
async function postPastNotice(trx: Trx, ids: Ids, aktor: string, svarId: string, decidedOn: string): Promise<void> {
  const anslagetOn = addDays(decidedOn, 1)
  const context = acting(trx, ids, aktor, 'registrator', anslagetOn)
  const { svar } = await findSvar(trx, context.actor, svarId)
  if (svar.beslutId) await postNotice(context, { beslutId: svar.beslutId, anslagetOn, expected: 1 })
}

/** Days from today, at four o'clock; the papers are due two weeks before and go out a week before. */
const MEETINGS = [
  { aktor: 'amn', inDays: [23, 65, 79] },
  { aktor: 'sdn-sodervik', inDays: [25, 67, 81] },
  { aktor: 'ks', inDays: [30, 72, 100] },
]

/** The meeting calendar of the bodies that a visitor follows. */
async function createSammantraden(trx: Trx, ids: Ids, now: Date): Promise<void> {
  const today = swedishDay(now)
  for (const { aktor, inDays } of MEETINGS) {
    const context = { ...acting(trx, ids, aktor, 'namndsekreterare', today), at: now }
    for (const days of inDays) {
      const heldOn = arbetsdagBefore(addDays(today, days))
      await addSammantrade(context, {
        aktorId: idOf(ids.aktor, aktor),
        heldOn,
        startsAt: '16:00',
        place: 'Stadshuset, Ekhamn',
        manusstoppOn: addDays(heldOn, -14),
        kallelseOn: addDays(heldOn, -7),
      })
    }
  }
}

function toAnkare(ids: Ids, ankare: DemoAnkare): Parameters<typeof addSynpunkt>[1]['ankare'] {
  switch (ankare.type) {
    case 'passage':
      return { type: 'passage', passageId: idOf(ids.passage, ankare.passage), quote: ankare.quote }
    case 'avsnitt':
      return { type: 'avsnitt', avsnittId: idOf(ids.avsnitt, ankare.avsnitt) }
    case 'saknas':
      return {
        type: 'saknas',
        proposedPlace: ankare.proposal,
        avsnittId: ankare.avsnitt ? idOf(ids.avsnitt, ankare.avsnitt) : null,
      }
    default:
      return { type: 'helheten' }
  }
}
