import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { type Database, MigrationMismatch, migrate, openPostgres } from '../../src/platform/db/index.ts'
import { type OwnDatabase, onEachKind, onPostgres, openCopy } from '../world/databases.ts'
import { temporaryFolder } from '../world/temporary.ts'

const REAL = fileURLToPath(new URL('../../migrations', import.meta.url))

const open: OwnDatabase[] = []
async function blank(kind: Database['kind']): Promise<OwnDatabase> {
  const own = await openCopy(kind, 'blank')
  open.push(own)
  return own
}
afterEach(async () => {
  for (const own of open.splice(0)) await own.drop()
})

async function tables(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(database.db)
  return rows.map((row) => row.name)
}

onEachKind((kind) => {
  it('programmets migreringar körs en gång, och andra gången händer ingenting', async () => {
    const { database } = await blank(kind)
    const files = readdirSync(REAL).sort()
    expect(await migrate(database, REAL)).toEqual(files)
    const made = await tables(database)
    expect(made).toContain('remiss.synpunkt')
    expect(await migrate(database, REAL)).toEqual([])
    expect(await tables(database)).toEqual(made)
    const runs = await database.db.selectFrom('platform.migration').selectAll().orderBy('name').execute()
    expect(runs.map((run) => run.name)).toEqual(files)
  })

  it('en migrering som har ändrats efter att den kördes nekas med sitt namn', async () => {
    const { database } = await blank(kind)
    const folder = temporaryFolder({ '1-a.sql': 'create table a (id int);\n', '2-b.sql': 'create table b (id int);\n' })
    await migrate(database, folder)
    writeFileSync(join(folder, '1-a.sql'), 'create table a (id bigint);\n')
    await expect(migrate(database, folder)).rejects.toThrow('Migreringen 1-a.sql har ändrats efter att den kördes.')
    await expect(migrate(database, folder)).rejects.toBeInstanceOf(MigrationMismatch)
  })

  it('en migrering som avbryts lämnar ingenting halvt, och kan köras igen', async () => {
    const { database } = await blank(kind)
    const folder = temporaryFolder({
      '1-a.sql': 'create table a (id int);\n',
      '2-b.sql': 'create table b (id int);\ninsert into a values (1);\ninsert into finns_inte values (1);\n',
    })
    await expect(migrate(database, folder)).rejects.toThrow('finns_inte')
    expect(await tables(database)).toEqual(['platform.migration', 'public.a'])
    expect((await sql`select * from a`.execute(database.db)).rows).toEqual([])
    writeFileSync(join(folder, '2-b.sql'), 'create table b (id int);\n')
    expect(await migrate(database, folder)).toEqual(['2-b.sql'])
  })

  it('ett program som är äldre än databasen nekas och ändrar ingenting', async () => {
    const { database } = await blank(kind)
    const folder = temporaryFolder({
      '1-a.sql': 'create table a (id int);\n',
      '3-ny.sql': 'create table ny (id int);\n',
    })
    await migrate(database, folder)
    rmSync(join(folder, '3-ny.sql'))
    writeFileSync(join(folder, '2-annan.sql'), 'create table annan (id int);\n')
    await expect(migrate(database, folder)).rejects.toThrow('Databasen är nyare än programmet (3-ny.sql).')
    expect(await tables(database)).toEqual(['platform.migration', 'public.a', 'public.ny'])
  })

  it('en kommentar och ett radslut från Windows stör inte satserna', async () => {
    const { database } = await blank(kind)
    const folder = temporaryFolder({
      '1-a.sql':
        "-- Först; sedan\r\ncreate table a (t text default 'x;y');\r\n  -- sist\r\ninsert into a default values;\r\n",
    })
    await migrate(database, folder)
    expect((await sql`select * from a`.execute(database.db)).rows).toEqual([{ t: 'x;y' }])
  })
})

onPostgres(() => {
  it('två processer som startar samtidigt kör varje migrering en gång', async () => {
    const { database, url } = await blank('postgres')
    const others = await Promise.all([1, 2, 3].map(() => openPostgres(url ?? '', 2)))
    try {
      const ran = await Promise.all([database, ...others].map((one) => migrate(one, REAL)))
      expect(ran.flat().sort()).toEqual(readdirSync(REAL).sort())
    } finally {
      for (const other of others) await other.close()
    }
  })
})
