import { sql } from 'kysely'
import type { TestServer } from '../world/server.ts'
import { AMN, beginUtlatande, instansId } from '../world/story.ts'
import type { ProbedForm } from './corpus-forms.ts'

/** What the demo's clock says, see `DEMO_NOW`, and the last day for replies to the remiss that was sent. */
const TODAY = '2026-11-22'
const SVAR_SENAST = '2027-02-14'

/** The reply that Olle Frisk has begun. */
async function replyOf(server: TestServer): Promise<string> {
  const row = await server.database.db
    .withTables<{ 'remiss.remissvar': { id: string; remissinstans_id: string } }>()
    .selectFrom('remiss.remissvar')
    .select('id')
    .where('remissinstans_id', '=', await instansId(server, AMN))
    .executeTakeFirstOrThrow()
  return `/remissvar/${row.id}`
}

/** The decision that a reply rests on, and what is done when time is short. Each can be done once; `undo` makes it possible again. */
export async function beslutForms(server: TestServer): Promise<ProbedForm[]> {
  const { db } = server.database
  const reply = await replyOf(server)
  const id = await instansId(server, AMN)
  const instans = `/remissinstanser/${id}`
  return [
    {
      what: 'registrera beslut',
      who: 'Mikael Brodd',
      path: `${reply}/beslut`,
      action: `${reply}/beslut`,
      good: () => ({
        form: 'namndbeslut',
        beslutsdag: TODAY,
        paragraf: '§ 14',
        lydelse: 'Nämnden noterar remissen.',
        punkter: 'kvar',
        tillagg: '',
        omedelbart: undefined,
      }),
      isUpload: true,
      texts: [
        { name: 'paragraf', max: 40 },
        { name: 'lydelse', max: 8000, isShown: false },
        { name: 'tillagg', max: 20_000, isOptional: true, isShown: false },
        { name: 'beslutsfattare', max: 200, isOptional: true, isShown: false },
        { name: 'grund', max: 300, isOptional: true, isShown: false },
        { name: 'skal', max: 2000, isOptional: true, isShown: false },
      ],
      dates: [{ name: 'beslutsdag', accepts: (day) => day <= TODAY }],
      choices: ['form', 'punkter', 'omedelbart', 'bradskar', 'version', 'kvitto'],
      undo: async () => {
        await sql`update remiss.remissvar set beslut_id = null, decided_on = null, paragraf = null`.execute(db)
        await sql`delete from remiss.synpunkt where source = 'namnden'`.execute(db)
        await sql`update remiss.synpunkt set is_replaced = false`.execute(db)
      },
    },
    {
      what: 'begär anstånd',
      who: 'Olle Frisk',
      path: `${instans}/anstand`,
      action: `${instans}/anstand`,
      good: () => ({ dag: '2027-03-01', skal: 'Nämnden möts sent.' }),
      texts: [{ name: 'skal', max: 2000 }],
      dates: [{ name: 'dag', accepts: (day) => day > SVAR_SENAST }],
      choices: ['version', 'kvitto'],
      undo: () => sql`delete from remiss.anstand`.execute(db),
    },
    {
      what: 'avstå från att svara',
      who: 'Olle Frisk',
      path: `${instans}/avsta`,
      action: `${instans}/avsta`,
      good: () => ({ skal: 'Rör inte vårt område.' }),
      texts: [{ name: 'skal', max: 2000 }],
      dates: [],
      choices: ['version', 'kvitto'],
      undo: () =>
        sql`update remiss.remissinstans set lage = 'under_beredning', abstained_because = null where id = ${id}`.execute(
          db,
        ),
    },
    {
      what: 'nytt sammanträde',
      who: 'Mikael Brodd',
      path: '/sammantraden',
      action: '/sammantraden',
      good: () => ({
        dag: '2027-04-20',
        tid: '16:00',
        plats: 'Stadshuset',
        manusstopp: '2027-04-06',
        kallelse: '2027-04-13',
      }),
      texts: [{ name: 'plats', max: 200 }],
      dates: [{ name: 'manusstopp', accepts: (day) => day <= '2027-04-13' }],
      choices: ['organ', 'tid', 'kvitto'],
      undo: () => sql`delete from sammantraden.sammantrade where held_on = '2027-04-20'`.execute(db),
    },
  ]
}

/** The editor of the tjänsteutlåtande. */
export async function utlatandeForms(server: TestServer): Promise<ProbedForm[]> {
  const utlatande = await beginUtlatande(server, await replyOf(server))
  const path = `${utlatande}/redigera`
  return [
    {
      what: 'skriv tjänsteutlåtande',
      who: 'Olle Frisk',
      path,
      action: path,
      good: () => ({ rubrik: 'Yttrande', 'avsnitt-sammanfattning': 'Bra förslag.', 'avsnitt-arendet': '' }),
      texts: [
        { name: 'rubrik', max: 300 },
        { name: 'avsnitt-sammanfattning', max: 60_000, isOptional: true },
        { name: 'avsnitt-arendet', max: 60_000, isOptional: true },
      ],
      dates: [],
      choices: ['sedan', 'version', 'kvitto'],
    },
  ]
}
