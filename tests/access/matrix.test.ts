import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROLES } from '../../src/aktorer/index.ts'
import { type Actor, judge } from '../../src/platform/access/index.ts'
import { processes } from '../../src/wiring.ts'

/**
 * Role × act × state × relation, every combination. The table is reviewed by hand; this test only reads it. Whoever changes a step
 * table changes the matrix too, in the same commit, and both are looked at.
 */
const PROCESSES = processes
const NO_RELATION = 'ingen'

const [header = '', ...lines] = readFileSync(new URL('./matrix.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const columns = header.split(';')
const rows = lines.map((line) => Object.fromEntries(line.split(';').map((cell, at) => [columns[at] ?? '', cell])))

function expectedKeys(): string[] {
  return PROCESSES.flatMap((process) =>
    Object.keys(process.acts).flatMap((act) =>
      process.states.flatMap((state) =>
        [...process.relations, NO_RELATION].map((relation) => `${process.name};${act};${state};${relation}`),
      ),
    ),
  )
}

function holder(role: string): Actor {
  return { id: 'en-person', name: '', title: '', seats: [{ role, aktorId: 'hos' }] }
}

describe('behörighetsmatrisen', () => {
  it('har en rad för varje handling, läge och relation i stegtabellerna, och inga andra', () => {
    const keys = rows.map((row) => `${row.process};${row.act};${row.state};${row.relation}`)
    expect([...keys].sort()).toEqual([...expectedKeys()].sort())
  })

  it('har en kolumn för var och en av de tio rollerna', () => {
    expect(columns.slice(4)).toEqual([...ROLES])
  })

  for (const role of ROLES) {
    it(`säger detsamma som stegtabellerna för rollen ${role}`, () => {
      for (const row of rows) {
        const process = PROCESSES.find((candidate) => candidate.name === row.process)
        if (!process) throw new Error(`no process ${row.process}`)
        const bodies = row.relation === NO_RELATION ? {} : { [row.relation ?? '']: ['hos'] }
        const verdict = judge(process, row.act ?? '', holder(role), { state: row.state ?? '', bodies })
        expect(verdict.allowed ? 'ja' : '-', `${row.process}.${row.act} i ${row.state} som ${row.relation}`).toBe(
          row[role],
        )
      }
    })
  }

  it('låter ingen göra något utan relation till saken', () => {
    for (const row of rows.filter((one) => one.relation === NO_RELATION))
      for (const role of ROLES) expect(row[role]).toBe('-')
  })

  it('låter ingen som inte är inloggad göra något', () => {
    for (const process of PROCESSES) {
      for (const act of Object.keys(process.acts)) {
        const verdict = judge(
          process,
          act,
          { id: null, name: '', title: '', seats: [] },
          { state: process.initial, bodies: {} },
        )
        expect(verdict).toMatchObject({ allowed: false, refusal: { reason: 'not-signed-in' } })
      }
    }
  })
})
