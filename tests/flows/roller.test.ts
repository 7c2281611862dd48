import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AKTOR_KINDS, type AktorKind, ROLES, rolesAt } from '../../src/aktorer/model/aktor.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { aktorId } from '../world/story.ts'

describe('vilka roller som finns var', () => {
  const OUTSIDE: AktorKind[] = ['bolag', 'polis', 'region', 'kommunalforbund', 'naringsliv', 'forening']

  it.each(AKTOR_KINDS)('%s', (kind) => {
    const roles = rolesAt(kind)
    const expected = OUTSIDE.includes(kind) ? [kind === 'polis' ? 'polis' : 'privat-part'] : ROLES.slice(0, 7)
    expect(roles).toEqual(expect.arrayContaining(expected))
    if (OUTSIDE.includes(kind)) expect(roles).toHaveLength(1)
    else for (const role of ['polis', 'privat-part'] as const) expect(roles).not.toContain(role)
  })
})

onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  beforeAll(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
  })
  afterAll(async () => {
    expect(server.errors).toEqual([])
    await server.stop()
    await own.drop()
  })

  const add = async (aktor: string, roll: string, namn: string) => {
    const jonas = server.client()
    await jonas.signInAs('Jonas Vikdal')
    const path = `/aktorer/${await aktorId(server, aktor)}`
    return jonas.post(`${path}/personer`, {
      ...(await jonas.get(path)).forms.find(({ action }) => action === `${path}/personer`)?.fields,
      namn,
      titel: 'ombud',
      roll,
    })
  }

  it('AKTOR-ROLL godtas: en privat part vid bostadsbolaget och en handläggare vid nämnden', async () => {
    expect((await add('Ekhamnsbostäder AB', 'privat-part', 'Ombud Ett')).text).toContain('Ombud Ett')
    expect((await add('Arbetsmarknadsnämnden', 'handlaggare', 'Ombud Två')).text).toContain('Ombud Två')
  })

  it('AKTOR-ROLL nekas: en handläggare vid bostadsbolaget eller hos polisen läser annars kommunens eget', async () => {
    for (const aktor of ['Ekhamnsbostäder AB', 'Polisen, lokalpolisområde Ekhamn']) {
      const page = await add(aktor, 'handlaggare', 'Ombud Tre')
      expect(page.status).toBe(400)
      expect(page.text).toContain('finns bara i kommunens egen förvaltning')
    }
  })
})
