import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withChromium } from './browser.ts'
import { onEachDatabase, openCopy } from './databases.ts'
import { formsOf, readableText } from './page-forms.ts'
import { startServer, type TestServer } from './server.ts'

describe('provens sätt att läsa en sida', () => {
  it('fyller ett formulär som en webbläsare utan skript', () => {
    const html = `<form method="post" action="/a?b=1&amp;c=2" enctype="multipart/form-data">
      <input type="hidden" name="kvitto" value="k"/><input name="titel" value="&quot;Hej&quot; &amp; h&#x27;å"/>
      <textarea name="text">\nrad 1\n&lt;b&gt;</textarea><select name="val"><option value="">–</option><option value="x" selected="">X</option></select>
      <input type="checkbox" name="flera" value="1" checked=""/><input type="checkbox" name="flera" value="2"/>
      <input type="checkbox" name="flera" value="3" checked=""/><input type="file" name="fil"/><button name="knapp" value="1">OK</button></form>`
    expect(formsOf(html)).toEqual([
      {
        action: '/a?b=1&c=2',
        method: 'post',
        isMultipart: true,
        fields: { kvitto: ['k'], titel: [`"Hej" & h'å`], text: ['rad 1\n<b>'], val: ['x'], flera: ['1', '3'] },
      },
    ])
  })

  it('läser text utan märken', () => {
    expect(readableText('<head><title>T</title></head><p>Svar &amp;\n <b>punkt</b></p>')).toBe('Svar & punkt')
  })
})

onEachDatabase('tom', (get) => {
  it('är migrerad och utan rader', async () => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from aktorer.aktor`.execute(get().db)
    expect(rows).toEqual([{ n: 0 }])
  })

  it('är en egen kopia: det som skrivs syns inte i nästa', async () => {
    await sql`insert into platform.setting values ('prov', '1')`.execute(get().db)
    const other = await openCopy(get().kind, 'tom')
    const rows = await other.database.db.selectFrom('platform.setting').selectAll().execute()
    await other.drop()
    expect(rows).toEqual([])
  })
})

onEachDatabase('ekhamn', (get) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(get())
  })
  afterAll(() => server.stop())

  it('visar startsidan för den som inte är inloggad', async () => {
    const page = await server.client().get('/')
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Ekhamn')])
  })

  it('låter provet vara en person i demon, och glömma det igen', async () => {
    const visitor = server.client()
    expect((await visitor.signInAs('Stina Almgren')).path).toBe('/minsida')
    expect((await visitor.get('/remisser')).path).toBe('/remisser')
    visitor.forget()
    expect((await visitor.get('/remisser')).path).toBe('/byt-person?till=%2Fremisser')
    await expect(visitor.signInAs('Ingen Alls')).rejects.toThrow('nobody is called')
  })

  it('skickar ett formulär med sidans dolda fält', async () => {
    const visitor = server.client()
    await visitor.signInAs('Jonas Vikdal')
    const page = await visitor.submit('/aktorer', '/aktorer', {
      namn: 'Ekhamns båtklubb',
      kortnamn: 'båtklubben',
      slag: 'forening',
    })
    expect(page.path).toMatch(/^\/aktorer.*klart=aktor-tillagd/)
    expect(page.text).toContain('Ekhamns båtklubb')
    await expect(visitor.submit('/aktorer', '/finns-inte')).rejects.toThrow('has no form to /finns-inte')
    expect(server.errors).toEqual([])
  })
})

withChromium('webbläsaren', (get) => {
  it('öppnar en sida utan att fråga någon utanför maskinen', async () => {
    const page = await get().newPage()
    await page.setContent('<h1>Hej</h1>')
    expect(await page.textContent('h1')).toBe('Hej')
  })
})
