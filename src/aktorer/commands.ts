import { appendAudit } from '../platform/audit/index.ts'
import type { Call, Command } from '../platform/config/command-line.ts'
import { readConfig } from '../platform/config/config.ts'
import { readSettings, writeSettings } from '../platform/config/settings.ts'
import { withDatabase } from '../platform/config/with-database.ts'
import { newId } from '../platform/db/index.ts'
import { makeOneTimeLink } from '../platform/http/index.ts'
import { isMailAddress } from '../platform/mail/index.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { insertAktor, insertPerson, insertUppdrag, listPersons } from './store.ts'

export const initCommand: Command = {
  name: 'init',
  usage: 'init --kommun NAMN --administrator NAMN [--epost ADRESS]',
  about: [
    'Gör en tom databas till en riktig kommuns (inte demo) och ger en första engångslänk.',
    'Makes an empty database a real municipality’s (no demo) and gives a first one-time link.',
  ],
  options: {
    kommun: { type: 'string', about: ['kommunens namn', 'the municipality’s name'] },
    administrator: { type: 'string', about: ['den första administratörens namn', 'the first administrator’s name'] },
    epost: { type: 'string', about: ['administratörens adress i tjänsten', 'the administrator’s address at work'] },
  },
  positionals: { min: 0, max: 0 },
  run: async (call) => {
    const municipality = call.option('kommun')?.trim()
    const name = call.option('administrator')?.trim()
    if (!municipality || !name) {
      // Before the database: a call that is not understood leaves no folder behind.
      call.context.err(
        call.say('samsyn: ange --kommun och --administrator.', 'samsyn: give --kommun and --administrator.'),
      )
      return 2
    }
    const email = call.option('epost')?.trim() || null
    if (email !== null && !isMailAddress(email)) {
      call.context.err(
        call.say(
          'samsyn: --epost ska vara en e-postadress, till exempel namn@kommun.se.',
          'samsyn: --epost is to be a mail address, for instance name@kommun.se.',
        ),
      )
      return 2
    }
    return withDatabase(call, async (database) => {
      if (await readSettings(database.db)) {
        call.context.err(
          call.say(
            'samsyn: databasen är redan i bruk. En demo kan inte bli en riktig kommun; välj en tom mapp eller databas.',
            'samsyn: the database is already in use. A demo cannot become a real municipality; choose an empty folder or database.',
          ),
        )
        return 1
      }
      const at = new Date()
      const token = await database.transaction(async (trx) => {
        const [aktorId, personId] = [newId(), newId()]
        await writeSettings(trx, { municipality, isDemo: false, createdAt: at.toISOString() })
        await insertAktor(trx, {
          id: aktorId,
          kind: 'kommunstyrelse',
          name: 'Kommunstyrelsen',
          shortName: 'KS',
          prefix: 'KS',
          forvaltning: null,
          email: null,
          validFrom: swedishDay(at),
          validTo: null,
        })
        await insertPerson(trx, { id: personId, name, title: 'administratör', email })
        await insertUppdrag(trx, {
          id: newId(),
          person_id: personId,
          aktor_id: aktorId,
          role: 'administrator',
          valid_from: swedishDay(at),
          valid_to: null,
        })
        const link = await makeOneTimeLink(trx, personId, at)
        await appendAudit(trx, {
          at,
          actorId: null,
          actorRole: null,
          aktorId,
          act: 'aktorer.add-person',
          item: { kind: 'aktor', id: aktorId },
          payload: { municipality, administrator: personId },
        })
        return link
      })
      printLink(call, token)
      return 0
    })
  },
}

export const adminLinkCommand: Command = {
  name: 'admin-link',
  usage: 'admin-link',
  about: [
    'Ger administratören en ny engångslänk (gäller en timme).',
    'Gives the administrator a new one-time link (valid for an hour).',
  ],
  options: {},
  positionals: { min: 0, max: 0 },
  run: (call) =>
    withDatabase(call, async (database) => {
      const settings = await readSettings(database.db)
      if (!settings || settings.isDemo) {
        call.context.err(
          call.say(
            'samsyn: här finns ingen riktig kommun. Börja med samsyn init; demon behöver ingen länk.',
            'samsyn: there is no real municipality here. Begin with samsyn init; the demo needs no link.',
          ),
        )
        return 1
      }
      const at = new Date()
      const persons = await listPersons(database.db, swedishDay(at))
      const administrator = persons.find((person) => person.uppdrag.some((uppdrag) => uppdrag.role === 'administrator'))
      if (!administrator) {
        call.context.err(
          call.say('samsyn: ingen har rollen administratör.', 'samsyn: nobody holds the role of administrator.'),
        )
        return 1
      }
      const token = await database.transaction(async (trx) => {
        const link = await makeOneTimeLink(trx, administrator.id, at)
        const seat = administrator.uppdrag.find((uppdrag) => uppdrag.role === 'administrator')
        const aktorId = seat?.aktorId ?? administrator.id
        await appendAudit(trx, {
          at,
          actorId: null,
          actorRole: null,
          aktorId,
          act: 'aktorer.make-link',
          item: { kind: 'aktor', id: aktorId },
          payload: { person: administrator.id },
        })
        return link
      })
      printLink(call, token)
      return 0
    }),
}

function printLink(call: Call, token: string): void {
  const config = readConfig(call.context.env)
  call.context.out(
    call.say(
      'Engångslänk (gäller en gång, inom en timme, när Samsyn kör):',
      'One-time link (works once, within the hour, when Samsyn runs):',
    ),
  )
  call.context.out(new URL(`/engangslank/${token}`, config.publicUrl).href)
}
