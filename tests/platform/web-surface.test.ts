import { request } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { securityHeaders } from '../../src/platform/http/security.ts'
import { type OwnDatabase, onEachDatabase, onPostgres, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** A request with exactly these headers; `fetch` would put in its own Host and Sec-Fetch-Site. */
function ask(
  server: TestServer,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  const { hostname, port } = new URL(server.url)
  const host = { host: `${hostname}:${port}`, 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, headers: { ...host, ...headers } }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** What comes with a form from elsewhere; the last is a program that says nothing at all. */
const FOREIGN: ((own: string) => Record<string, string>)[] = [
  () => ({ origin: 'https://ond.example' }),
  () => ({ origin: 'null' }),
  (own) => ({ origin: own, 'sec-fetch-site': 'cross-site' }),
  () => ({}),
]

const SOME_ID = '01890000-0000-7000-8000-000000000000'
const filled = (path: string): string => path.replace(/:\w+/g, SOME_ID)

onEachDatabase('ekhamn', (get) => {
  let server: TestServer
  let cookie: string
  beforeAll(async () => {
    server = await startServer(get(), { env: { SAMSYN_MAX_UPLOAD_MB: '1' } })
    const client = server.client()
    await client.signInAs('Jonas Vikdal')
    cookie = `samsyn=${client.cookie('samsyn')}`
  })
  afterAll(() => server?.stop())

  const port = () => new URL(server.url).port
  const posts = () => server.wired.routes.filter((route) => route.method === 'POST').map((route) => filled(route.path))
  const gets = () => server.wired.routes.filter((route) => route.method === 'GET').map((route) => filled(route.path))

  it('inget formulär tas emot från en annan webbplats, och ingenting skrivs', async () => {
    const rows = async () =>
      (
        await sql`select (select count(*) from platform.receipt) + (select count(*) from platform.session) as n`.execute(
          get().db,
        )
      ).rows
    const before = await rows()
    for (const path of posts()) {
      for (const from of FOREIGN) {
        const headers = from(server.url)
        const answer = await ask(server, 'POST', path, { cookie, ...headers }, 'person=x')
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403)
        expect(answer.headers['set-cookie']).toBeUndefined()
      }
    }
    expect(await rows()).toEqual(before)
  })

  it('formulär tas emot från den egna maskinens alla namn', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const host = `${name}:${port()}`
      const answer = await ask(server, 'POST', '/sprak', { host, origin: `http://${host}` }, 'sprak=en&till=/om')
      expect([answer.status, answer.headers.location], name).toEqual([303, '/om'])
    }
  })

  it('ingen sida visas under ett främmande namn på maskinen', async () => {
    for (const path of gets()) {
      const answer = await ask(server, 'GET', path, { cookie, host: `ond.example:${port()}` })
      expect(answer.status, path).toBe(400)
      expect(answer.body, path).toContain(`Samsyn har inte den adressen. Gå till ${server.url}.`)
    }
  })

  it('varje slags svar har de skyddande rubrikerna', async () => {
    const own = { cookie, origin: server.url }
    const answers: [what: string, status: number, answer: Answer][] = [
      ['sida', 200, await ask(server, 'GET', '/')],
      [
        'fil',
        200,
        await ask(server, 'GET', /\/assets\/[^"]+\.css/.exec((await ask(server, 'GET', '/')).body)?.[0] ?? ''),
      ],
      ['fil som inte finns', 404, await ask(server, 'GET', '/assets/finns-inte.css')],
      ['CSV', 200, await ask(server, 'GET', '/aktorer.csv', { cookie })],
      ['JSON', 200, await ask(server, 'GET', '/aktorer.json', { cookie })],
      ['omdirigering', 303, await ask(server, 'GET', '/minsida')],
      ['ej inloggad', 401, await ask(server, 'POST', '/aktorer', { origin: server.url })],
      ['nekad', 403, await ask(server, 'GET', '/remisser/ny', { cookie })],
      ['främmande formulär', 403, await ask(server, 'POST', '/aktorer', { cookie })],
      ['främmande namn', 400, await ask(server, 'GET', '/', { host: 'ond.example' })],
      ['finns inte', 404, await ask(server, 'GET', '/finns-inte')],
      ['finns inte som metod', 404, await ask(server, 'DELETE', '/remisser', own)],
      [
        'trasigt formulär',
        400,
        await ask(server, 'POST', '/aktorer', { ...own, 'content-type': 'multipart/form-data; boundary=x' }, 'skräp'),
      ],
      ['för stort', 413, await ask(server, 'POST', '/aktorer', own, `namn=${'x'.repeat(7_000_000)}`)],
      ['bara rubriker', 200, await ask(server, 'HEAD', '/')],
    ]
    for (const [what, status, answer] of answers) {
      expect(answer.status, what).toBe(status)
      expect(answer.headers, what).toMatchObject(securityHeaders(server.config))
      expect(answer.headers['cache-control'], what).toBe(
        what === 'fil' ? 'public, max-age=31536000, immutable' : 'no-store',
      )
      expect(answer.headers['x-powered-by'], what).toBeUndefined()
    }
    expect(server.errors).toEqual([])
  })

  it('sessionens kaka går inte att läsa för skript och följer inte med från andra webbplatser', async () => {
    const { rows } = await sql<{ id: string }>`select id from aktorer.person where name = 'Eva Sand'`.execute(get().db)
    const answer = await ask(server, 'POST', '/byt-person', { origin: server.url }, `person=${rows[0]?.id}`)
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^samsyn=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
  })

  it.each([
    '//ond.example',
    '/\\ond.example',
    'https://ond.example',
    'javascript:alert(1)',
    '/%0d%0aset-cookie:x=y',
    '/\r\nset-cookie: x=y',
    '/sida/–/€',
    '',
  ])('efter inloggning leder adressen %j inte ut ur Samsyn, och ger inget fel', async (till) => {
    const { rows } = await sql<{ id: string }>`select id from aktorer.person where name = 'Eva Sand'`.execute(get().db)
    const answer = await ask(
      server,
      'POST',
      '/byt-person',
      { origin: server.url },
      new URLSearchParams({ person: rows[0]?.id ?? '', till }).toString(),
    )
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toMatch(/^\/(?![/\\])/)
    expect(answer.headers['set-cookie']).toHaveLength(1)
    expect(server.errors).toEqual([])
  })

  it.each([
    'samsyn',
    'samsyn=',
    `samsyn=${'x'.repeat(43)}`,
    'samsyn=\u00e5',
    '=;=;;',
    `sprak=${'x'.repeat(50)}`,
    'sprak=__proto__',
  ])('med kakan %j är man ingen, och sidan visas', async (bad) => {
    const answer = await ask(server, 'GET', '/', { cookie: bad })
    expect(answer.status).toBe(200)
  })
})

describe('på en publik adress', () => {
  it('heter kakan __Host-samsyn och skickas bara över https', async () => {
    const own = await openCopy('embedded', 'ekhamn')
    const server = await startServer(own.database, { env: { SAMSYN_URL: 'https://samsyn.ekhamn.example' } })
    try {
      const { rows } = await sql<{ id: string }>`select id from aktorer.person where name = 'Eva Sand'`.execute(
        own.database.db,
      )
      const site = { host: 'samsyn.ekhamn.example', origin: 'https://samsyn.ekhamn.example' }
      const answer = await ask(server, 'POST', '/byt-person', site, `person=${rows[0]?.id}`)
      const cookie = answer.headers['set-cookie']?.[0] ?? ''
      expect(cookie).toMatch(/^__Host-samsyn=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
      expect(answer.headers['strict-transport-security']).toBeDefined()
      const token = cookie.slice('__Host-samsyn='.length, cookie.indexOf(';'))
      const who = async (name: string) =>
        (await ask(server, 'GET', '/', { host: site.host, cookie: `${name}=${token}` })).body.includes(
          'Eva Sand · registrator',
        )
      expect([await who('__Host-samsyn'), await who('samsyn')]).toEqual([true, false])
      expect((await ask(server, 'GET', '/')).status).toBe(400)
    } finally {
      await server.stop()
      await own.drop()
    }
  })
})

onPostgres(() => {
  let own: OwnDatabase
  let server: TestServer
  beforeAll(async () => {
    own = await openCopy('postgres', 'ekhamn')
    server = await startServer(own.database)
  })
  afterAll(async () => {
    await server?.stop()
    await own?.drop()
  })

  it('en databas som har startats om märks inte på nästa sida', async () => {
    await Promise.all([1, 2, 3].map(() => server.client().get('/programmet')))
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      own.database.db,
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    for (let i = 0; i < 4; i++) expect((await server.client().get('/programmet')).status).toBe(200)
  })

  it.each([
    ['sidans fråga', 'aktorer.aktor'],
    ['frågan vem det är som frågar', 'platform.session'],
  ])('en databas som stannar mitt i %s ger 503, inget häng och ingen detalj', async (_what, table) => {
    const client = server.client()
    await client.signInAs('Jonas Vikdal')
    server.errors.length = 0
    const page = await own.database.transaction(async (trx) => {
      // The page waits for the table, and meets its end while it waits.
      await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(trx)
      const asked = client.get('/aktorer')
      for (let ended = 0; ended === 0; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(trx)
        ended = rows.length
      }
      return asked
    })
    expect(page.status).toBe(503)
    expect(page.text).toContain('Försök igen om en stund. Inget har sparats.')
    expect(page.body).not.toMatch(/terminat|administrator command|aktorer\.aktor|session/i)
    expect(server.errors).toHaveLength(1)
    expect((await client.get('/aktorer')).status).toBe(200)
  })
})
