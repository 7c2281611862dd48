import { afterAll, beforeAll, expect, it } from 'vitest'
import { onEachDatabase } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'

onEachDatabase('ekhamn', (get) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(get())
  })
  afterAll(() => server.stop())

  it('en sökning hittar Å, Ä och Ö vare sig de skrivs stort eller smått', async () => {
    const client = server.client()
    await client.signInAs('Per Hallberg')
    for (const text of ['FÖRSLAG', 'förslag', 'fÖrSlAg']) {
      const rows = JSON.parse((await client.get(`/remisser.json?text=${encodeURIComponent(text)}`)).body) as unknown[]
      expect(rows, text).toHaveLength(2)
    }
    expect(JSON.parse((await client.get('/remisser.json?text=%25')).body)).toEqual([])
  })

  it('den som inte får se en remiss får inte veta vem som inte har svarat på den', async () => {
    const nobody = server.client()
    const page = await nobody.get('/programmet')
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('har inte svarat')
    const per = server.client()
    await per.signInAs('Per Hallberg')
    expect((await per.get('/programmet')).text).toContain('Trafiknämnden har inte svarat')
  })
})
