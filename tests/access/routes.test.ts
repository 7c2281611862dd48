import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeApp } from '../../src/platform/http/index.ts'
import { routes } from '../../src/routes.ts'
import { processes } from '../../src/wiring.ts'
import { onEachDatabase } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'

const PROCESSES = processes

/** Everything that answers without log-in. Whoever adds a line here has decided that everybody may see it. */
const PUBLIC = [
  'GET /',
  'GET /om',
  'GET /tillganglighet',
  'GET /halsa',
  'GET /logga-in',
  'POST /logga-ut',
  'GET /byt-person',
  'POST /byt-person',
  'GET /engangslank/:token',
  'POST /engangslank/:token',
  'GET /svara/:token',
  'POST /svara/:token',
  'GET /svara/:token/kontrollera',
  'POST /svara/:token/skicka',
  'GET /kalender/:token',
  'POST /sprak',
  'GET /programmet',
  'GET /programmet/jamfor',
  'GET /programmet/versioner/:id',
  'GET /programmet/versioner/:id/passager/:passage',
]

const SOME_ID = '01890000-0000-7000-8000-000000000000'
const filled = (path: string): string => path.replace(/:\w+/g, SOME_ID)

describe('varje adress', () => {
  it('är anmäld med en regel: öppen, inloggad eller en handling i en stegtabell', () => {
    const acts = new Set(
      PROCESSES.flatMap((process) => Object.keys(process.acts).map((act) => `${process.name}.${act}`)),
    )
    for (const route of routes) {
      expect(
        ['public', 'signed-in'].includes(route.rule) || acts.has(route.rule),
        `${route.method} ${route.path}: ${route.rule}`,
      ).toBe(true)
    }
  })

  it('står bara en gång', () => {
    const keys = routes.map((route) => `${route.method} ${route.path}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('utan regel stoppar starten', () => {
    const parts = {
      config: { publicUrl: new URL('http://127.0.0.1:1') },
      routes: [{ method: 'GET', path: '/x', rule: '', handle: async () => new Response() }],
    }
    expect(() => makeApp(parts as unknown as Parameters<typeof makeApp>[0])).toThrow('has no access rule')
  })

  it('som är öppen för alla står på den granskade listan', () => {
    const open = routes.filter((route) => route.rule === 'public').map((route) => `${route.method} ${route.path}`)
    expect(open.sort()).toEqual([...PUBLIC].sort())
  })
})

onEachDatabase('ekhamn', (get) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(get())
  })
  afterAll(() => server.stop())

  it('utan inloggning ger varje sluten sida en väg till inloggningen och varje sluten handling 401', async () => {
    for (const route of routes.filter((one) => one.rule !== 'public')) {
      const client = server.client()
      const path = filled(route.path)
      const page =
        route.method === 'GET'
          ? await client.get(path, { isFollowing: false })
          : await client.post(path, {}, { isFollowing: false })
      if (route.method === 'GET') {
        expect([page.status, page.location?.split('?')[0]], route.path).toEqual([303, '/byt-person'])
      } else expect(page.status, route.path).toBe(401)
    }
  })

  it('ett påhittat eller trasigt id ger 404, aldrig 500', async () => {
    const client = server.client()
    await client.signInAs('Per Hallberg')
    for (const route of routes.filter(
      (one) => one.path.includes(':') && one.method === 'GET' && !one.path.includes(':token'),
    )) {
      for (const id of [SOME_ID, 'x', '%00', "'; drop table", '__proto__', '../..']) {
        const page = await client.get(route.path.replace(/:\w+/g, encodeURIComponent(id)))
        expect([400, 403, 404], `${route.path} med ${id}`).toContain(page.status)
      }
    }
    expect(server.errors).toEqual([])
  })

  it('varje sida svarar med strikt innehållspolicy och utan att sparas i mellanlager', async () => {
    const client = server.client()
    await client.signInAs('Per Hallberg')
    for (const path of ['/', '/programmet', '/remisser', '/arenden', '/aktorer', '/minsida', '/finns-inte']) {
      const page = await client.get(path)
      expect(page.headers.get('content-security-policy'), path).toContain("default-src 'none'")
      expect(page.headers.get('content-security-policy'), path).not.toContain('unsafe')
      expect(page.headers.get('cache-control'), path).toBe('no-store')
      expect(page.headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(page.body, path).not.toMatch(/ style="|<style|<script>|\son\w+="|https?:\/\/(?!127\.0\.0\.1)/)
    }
  })
})
