import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { onEachDatabase } from './databases.ts'

onEachDatabase('tom', (get) => {
  it('är migrerad och utan rader', async () => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from aktorer.aktor`.execute(get().db)
    expect(rows).toEqual([{ n: 0 }])
  })
})
