import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDemo } from '../../src/demo/index.ts'
import { FileStore } from '../../src/platform/files/file-store.ts'
import { fixedClock } from '../../src/platform/time/clock.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { temporaryFolder } from '../world/temporary.ts'
import { DEMO_NOW } from '../world/worlds.ts'

onEachKind((kind) => {
  let own: OwnDatabase
  beforeEach(async () => {
    own = await openCopy(kind, 'tom')
  })
  afterEach(() => own.drop())

  describe('Ekhamns diarium efter npm start', () => {
    it('har en markerad handling med maskerad kopia, arbetsmaterial, en öppen begäran och ett avslutat ärende', async () => {
      const files = new FileStore(temporaryFolder({}))
      await createDemo(own.database, fixedClock(DEMO_NOW), files)
      const { db } = own.database
      const handlingar = await sql<{ state: string; ground: string | null; secret: boolean; masked: string | null }>`
        select h.state, h.ground, h.sekretess_provision is not null as secret, k.sha256 as masked
        from handlingar.handling h left join handlingar.maskad_kopia k on k.handling_id = h.id`.execute(db)
      const secret = handlingar.rows.filter((row) => row.secret)
      expect(secret).toHaveLength(1)
      expect(new TextDecoder().decode(files.read(secret[0]?.masked ?? ''))).not.toContain('23.40')
      expect(handlingar.rows.filter((row) => row.state === 'arbetsmaterial')).toHaveLength(1)
      expect(handlingar.rows.map((row) => row.ground)).toContain('justerad')
      const begaran = await sql<{ state: string; outcomes: (string | null)[] }>`
        select b.state, array_agg(h.outcome) as outcomes
        from arenden.begaran b join arenden.begaran_handling h on h.begaran_id = b.id group by b.state`.execute(db)
      expect(begaran.rows.map((row) => [row.state, row.outcomes.toSorted()])).toEqual([['provning', ['hel', null]]])
      const closed = await sql<{ dnr: string }>`
        select diarienummer as dnr from arenden.arende where state = 'avslutat' and closed_on is not null`.execute(db)
      expect(closed.rows).toEqual([{ dnr: 'AMN 2023/57' }])
      // The other party of the ärende of one's own remiss is no programme (OSL 5 kap. 2 §).
      const parties = await sql<{ counterpart: string }>`
        select a.counterpart from arenden.arende a join remiss.remiss r on r.arende_id = a.id`.execute(db)
      expect(new Set(parties.rows.map((row) => row.counterpart))).toEqual(new Set(['Flera remissinstanser']))
    })
  })
})
