import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLog } from '../../src/platform/audit/index.ts'
import type { Client, Page } from '../world/client.ts'
import { onEachDatabase } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { AMN, aktorId, draftRemissId, personId, SODERVIK } from '../world/story.ts'
import { readCorpus, readTexts } from './read-corpus.ts'
import { expectHarmless, expectLinked, fingerprint } from './send-bad-value.ts'

/** Requests that no form of ours sends: too large, too many fields, broken, from elsewhere, and addresses with anything in them. */
onEachDatabase('ekhamn', (get) => {
  let server: TestServer
  let per: Client
  let jonas: Client
  beforeAll(async () => {
    server = await startServer(get())
    per = server.client()
    await per.signInAs('Per Hallberg')
    jonas = server.client()
    await jonas.signInAs('Jonas Vikdal')
  })
  afterAll(async () => {
    const { errors } = server
    await server.stop()
    expect(errors).toEqual([])
  })

  async function raw(body: BodyInit | null, headers: Record<string, string>, path = '/aktorer'): Promise<Response> {
    return fetch(server.url + path, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie: `samsyn=${jonas.cookie('samsyn')}`, origin: server.url, ...headers },
    })
  }

  /** Sends it, and sees that nothing came of it. */
  async function refused(
    send: () => Promise<Page | Response>,
    status: number,
    message: string,
    what: string,
  ): Promise<void> {
    const before = await fingerprint(server)
    const answer = await send()
    const text = 'forms' in answer ? answer.text : await answer.text()
    expect(answer.status, `${what}: ${text.slice(0, 300)}`).toBe(status)
    expect(text, what).toContain(message)
    expect(await fingerprint(server), what).toBe(before)
  }

  describe('för mycket', () => {
    it('ett fält på 5 MB får ett meddelande vid fältet, i båda kodningarna', async () => {
      const namn = 'x'.repeat(5 * 1024 * 1024)
      const fields = { slag: 'forening', namn, kortnamn: 'x' }
      for (const send of [() => jonas.post('/aktorer', fields), () => jonas.postFile('/aktorer', fields, null)]) {
        const before = await fingerprint(server)
        const page = await send()
        expect(page.status).toBe(400)
        expect(page.text).toContain('Namn får vara högst 200 tecken, nu är det 5 242 880.')
        expectLinked(page, 'namn', '5 MB')
        expect(page.body.includes(namn)).toBe(true)
        expect(await fingerprint(server)).toBe(before)
      }
    })

    it('fem miljoner å blir för stort på vägen, och det sägs att det är texten', async () => {
      const send = () => jonas.post('/aktorer', { slag: 'forening', namn: 'å'.repeat(5 * 1024 * 1024), kortnamn: 'x' })
      await refused(send, 413, 'Texten är större än 6 MB', '30 MB')
    })

    it('ett formulär med 600 fält läses inte', async () => {
      const many = Object.fromEntries(Array.from({ length: 600 }, (_, nr) => [`falt-${nr}`, 'x']))
      await refused(() => jonas.post('/aktorer', many), 400, 'Formuläret gick inte att läsa', '600 fält')
      const same = { slag: Array.from({ length: 600 }, () => 'forening'), namn: 'x', kortnamn: 'x' }
      await refused(() => jonas.post('/aktorer', same), 400, 'Formuläret gick inte att läsa', 'samma fält 600 gånger')
    })

    it('ett program med hundratusen stycken nekas vid fältet, eller ryms', async () => {
      const agare = await aktorId(server, 'Kommunstyrelsen')
      const text = `# Ett\n\n${'a\n\n'.repeat(100_000)}`
      const from = performance.now()
      const page = await per.post('/programmet/nytt', {
        agare,
        titel: 'Långt',
        fran: '2028-01-01',
        till: '2031-12-31',
        text,
      })
      expect(page.status, page.text.slice(0, 300)).toBe(400)
      expectLinked(page, 'text', 'hundratusen stycken')
      expect(performance.now() - from).toBeLessThan(20_000)
    })
  })

  describe('trasigt', () => {
    const form = 'application/x-www-form-urlencoded'
    it.each<[string, string | null, Record<string, string>, string]>([
      [
        'avbruten multipart',
        '--x\r\nContent-Disposition: form-data; name="namn"\r\n\r\nEn',
        { 'content-type': 'multipart/form-data; boundary=x' },
        'gick inte att läsa',
      ],
      ['multipart utan gräns', '--x\r\n', { 'content-type': 'multipart/form-data' }, 'gick inte att läsa'],
      [
        'multipart med annan gräns',
        '--y\r\n\r\n--y--',
        { 'content-type': 'multipart/form-data; boundary=x' },
        'gick inte att läsa',
      ],
      ['tom multipart', '', { 'content-type': 'multipart/form-data; boundary=x' }, 'gick inte att läsa'],
      ['JSON', '{"namn":"x"}', { 'content-type': 'application/json' }, 'gick inte att läsa'],
      ['ren text', 'namn=x', { 'content-type': 'text/plain' }, 'gick inte att läsa'],
      [
        'XML',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        { 'content-type': 'text/xml' },
        'gick inte att läsa',
      ],
      ['skräp som typ', 'namn=x', { 'content-type': ';;;' }, 'gick inte att läsa'],
      ['ingenting', null, { 'content-type': form }, 'Fyll i Namn'],
      ['trasig procentkod', 'namn=%&kortnamn=%zz&slag=%C3', { 'content-type': form }, 'Välj ett av alternativen'],
      [
        'bytes som inte är UTF-8',
        'namn=%ff%fe%c0%80&kortnamn=x&slag=forening',
        { 'content-type': form },
        'tecken som inte kan sparas',
      ],
      [
        'kodat ensamt surrogat',
        'namn=%ED%A0%80&kortnamn=x&slag=forening',
        { 'content-type': form },
        'tecken som inte kan sparas',
      ],
      ['bara tecken som skiljer', '&&&==&=&', { 'content-type': form }, 'Fyll i Namn'],
      ['__proto__ som fält', '__proto__=x&constructor=y&namn[__proto__]=z', { 'content-type': form }, 'Fyll i Namn'],
    ])('%s: ett svar på svenska, inget skrivet', async (what, body, headers, message) => {
      await refused(() => raw(body, headers), 400, message, what)
    })

    it('en fil där en text väntas, och en text där en fil väntas', async () => {
      const fields = { slag: 'forening', kortnamn: 'x' }
      const file = { name: 'namn.txt', bytes: new TextEncoder().encode('En förening') }
      await refused(() => jonas.postFile('/aktorer', fields, file, 'namn'), 400, 'Fyll i Namn', 'fil som text')
    })

    it('utan Origin, och från en annan webbplats, nekas varje formulär', async () => {
      const body = 'slag=forening&namn=x&kortnamn=x'
      const type = { 'content-type': form }
      const elsewhere = 'Formuläret kom från en annan webbplats'
      await refused(() => raw(body, { ...type, origin: 'https://ond.example' }), 403, elsewhere, 'främmande')
      await refused(() => raw(body, { ...type, origin: 'null' }), 403, elsewhere, 'null')
      await refused(() => raw(body, { ...type, 'sec-fetch-site': 'cross-site' }), 403, elsewhere, 'cross-site')
      const without = () =>
        fetch(`${server.url}/aktorer`, {
          method: 'POST',
          body,
          headers: { ...type, cookie: `samsyn=${jonas.cookie('samsyn')}` },
        })
      await refused(without, 403, elsewhere, 'utan Origin')
    })

    it('samma instans två gånger i valet, och en som inte finns: den väljs en gång', async () => {
      const path = `/remisser/${await draftRemissId(server)}/instanser`
      const amn = await aktorId(server, AMN)
      const instans = [amn, amn, await aktorId(server, SODERVIK), amn, 'x', '01890000-0000-7000-8000-000000000000']
      const page = await per.submit(path, path, { instans })
      expect(page.status).toBe(200)
      const rows = await get()
        .db.withTables<{ 'remiss.remissinstans': { id: string; remiss_id: string } }>()
        .selectFrom('remiss.remissinstans')
        .select('id')
        .where('remiss_id', '=', await draftRemissId(server))
        .execute()
      expect(rows.length).toBe(2)
    })
  })

  describe('adresser', () => {
    const values = [...readTexts(), ...readCorpus('tal'), ...readCorpus('datum').slice(-20)]
      .filter(({ value }) => value.length < 4000)
      .map(({ value, what }) => ({ value: value.toWellFormed(), what }))
    const lists: [list: string, names: string[]][] = [
      ['remisser', ['text', 'lage', 'sortera', 'sida']],
      ['arenden', ['text', 'lage', 'sortera', 'sida']],
      ['aktorer', ['slag', 'sortera', 'sida']],
    ]

    it.each(lists)(
      'listan %s svarar på vad som helst i adressen, som sida, CSV och JSON',
      async (list, names) => {
        for (const { value, what } of values) {
          const query = new URLSearchParams(names.map((name) => [name, value]))
          const page = await per.get(`/${list}?${query}`)
          expect(page.status, what).toBe(200)
          expectHarmless(page, what)
          const csv = await per.get(`/${list}.csv?${query}`)
          expect([csv.status, csv.body.startsWith('\ufeff') || csv.body.includes(';')], what).toEqual([200, true])
          const json = await per.get(`/${list}.json?${query}`)
          expect([json.status, Array.isArray(JSON.parse(json.body))], what).toEqual([200, true])
        }
      },
      120_000,
    )

    it.each(lists)('listan %s svarar på varje fråga för sig', async (list, names) => {
      for (const name of names) {
        for (const value of [
          '%00',
          '%ff%fe',
          '%ED%A0%80',
          '%',
          '%zz',
          "';--",
          '%25_%5C',
          '-',
          '--',
          '__proto__',
          '-1',
          '1e400',
        ]) {
          for (const ending of ['', '.csv', '.json'])
            expect((await per.get(`/${list}${ending}?${name}=${value}`)).status, `${name}=${value}`).toBe(200)
        }
        expect((await per.get(`/${list}?${`${name}=x&`.repeat(500)}`)).status).toBe(200)
      }
    })

    it('jokertecken i sökningen är vanliga tecken', async () => {
      const total = JSON.parse((await per.get('/remisser.json')).body).length
      expect(total).toBeGreaterThan(0)
      for (const text of ['%', '_', '%%', '\\', '\\%', '____'])
        expect(JSON.parse((await per.get(`/remisser.json?text=${encodeURIComponent(text)}`)).body), text).toEqual([])
    })

    it.each([
      ['/programmet/jamfor?fran=%00&till=__proto__', 404],
      ['/programmet/jamfor', 404],
      ['/byt-person?till=%2F%E2%82%AC%0d%0aSet-Cookie:x', 200],
      ['/byt-person?till=//ond.example', 200],
      ['/?klart=__proto__', 200],
      ['/?klart=<script>', 200],
      ['/engangslank/%E0%A4%A', 200],
      ['/engangslank/%00%ff', 200],
      ['/remisser/%E0%A4%A', 404],
      [`/${'a'.repeat(10_000)}`, 404],
      ['/assets/..%2f..%2fpackage.json', 404],
      ['/assets/%00', 404],
      ['/assets/%E0%A4%A', 404],
    ])('%s svarar %i', async (path, status) => {
      const page = await per.get(path)
      expect(page.status).toBe(status)
      if (page.headers.get('content-type')?.startsWith('text/html')) expectHarmless(page, path)
    })

    it('vägen vidare efter inloggning leder aldrig ut och aldrig fel', async () => {
      for (const till of [
        '//ond.example',
        '/\\ond.example',
        'https://ond.example',
        '/€',
        '/\u0001',
        '/å?ä=ö',
        '/a\nb',
        '\ud800',
        '',
      ]) {
        for (const path of ['/sprak', '/byt-person']) {
          const client = server.client()
          const person = await personId(server, 'Eva Sand')
          const page = await client.post(path, { till, person, sprak: 'en' }, { isFollowing: false })
          expect(page.status, till).toBe(303)
          expect(new URL(page.location ?? '', server.url).origin, till).toBe(server.url)
        }
      }
    })

    it('kakor med vad som helst i är som inga kakor', async () => {
      for (const cookie of [
        'samsyn=',
        'samsyn=%00',
        `samsyn=${'x'.repeat(4000)}`,
        'samsyn=__proto__; sprak=<script>',
        ';;;=;=',
        "samsyn=' or 1=1 --",
      ]) {
        const answer = await fetch(`${server.url}/minsida`, { headers: { cookie }, redirect: 'manual' })
        expect(answer.status, cookie).toBe(303)
      }
    })
  })

  it('loggen är hel', async () => {
    expect((await verifyLog(get().db, [], server.config.dataFolder)).faults).toEqual([])
  })
})
