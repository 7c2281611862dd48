import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client, type Page } from '../world/client.ts'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A real municipality, from an empty database by the command line to a programme that is out on remiss. No demo, no password. */
onEachKind((kind) => {
  describe('en riktig kommun', () => {
    const port = 18_300 + (process.pid % 500) + (kind === 'postgres' ? 500 : 0)
    const base = `http://127.0.0.1:${port}`
    const dataFolder = mkdtempSync(join(tmpdir(), 'samsyn-kommun-'))
    let own: OwnDatabase | null = null
    let env: NodeJS.ProcessEnv
    let child: ReturnType<typeof spawn> | undefined
    let link = ''

    beforeAll(async () => {
      own = kind === 'postgres' ? await openCopy(kind, 'tom') : null
      env = {
        ...process.env,
        PORT: String(port),
        SAMSYN_DATA: dataFolder,
        DATABASE_URL: own?.url ?? '',
        SAMSYN_URL: '',
      }
      const printed = execFileSync(
        process.execPath,
        ['bin/samsyn', 'init', '--kommun', 'Provköpings kommun', '--administrator', 'Klara Ekdahl'],
        { cwd: root, env, encoding: 'utf8' },
      )
      link = /http\S+/.exec(printed)?.[0] ?? ''
      child = spawn(process.execPath, ['bin/samsyn', 'start'], { cwd: root, env, stdio: 'ignore' })
      for (let attempt = 0; attempt < 400; attempt++) {
        if ((await fetch(`${base}/halsa`).catch(() => null))?.status === 200) return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('samsyn did not start')
    })
    afterAll(async () => {
      child?.kill('SIGTERM')
      if (child) await once(child, 'exit')
      await own?.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    })

    const visitor = (): Client => new Client(base, null as never)
    const admin = visitor()

    it('har ingen Byt person, och en väg in: engångslänken, som gäller en gång', async () => {
      const nobody = visitor()
      expect((await nobody.get('/byt-person')).status).toBe(404)
      expect((await nobody.get('/')).text).toContain('Provköpings kommun')
      const way = new URL(link).pathname
      expect((await admin.submit(way, way)).text).toContain('Hej Klara')
      expect((await visitor().submit(way, way)).status).toBe(403)
    })

    it('bygger upp aktörer och personer, lägger in sitt program och skickar det på remiss', async () => {
      const namnd = await admin.submit('/aktorer', '/aktorer', {
        slag: 'facknamnd',
        namn: 'Socialnämnden',
        kortnamn: 'SON',
        prefix: 'SN',
      })
      expect(namnd.text).toContain('Aktören är tillagd')
      const list = await admin.get('/aktorer')
      const ks = /\/aktorer\/[0-9a-f-]{36}(?=">Kommunstyrelsen)/.exec(list.body)?.[0] ?? ''
      await admin.submit(ks, `${ks}/personer`, { namn: 'Tove Lindal', titel: 'utredare', roll: 'handlaggare' })
      const made = await oneTimeLink(admin, ks, 'Tove Lindal')
      const tove = visitor()
      await tove.submit(made, made)
      const program = await tove.submit('/programmet/nytt', '/programmet/nytt', {
        titel: 'Trygghetsprogram för Provköping',
        fran: '2027-01-01',
        till: '2030-12-31',
        text: '# Syfte\n\nAlla ska kunna röra sig fritt.\n\n# Ansvar\n\nVarje nämnd leder arbetet i sin verksamhet.',
      })
      expect(program.text).toContain('Varje nämnd leder arbetet i sin verksamhet.')
      const remiss = await tove.submit('/remisser/ny', '/remisser/ny', {
        titel: 'Program på remiss',
        diarienummer: 'KS 2026/1',
      })
      const id = remiss.path.split('?')[0] ?? ''
      await tove.submit(`${id}/redigera`, `${id}/redigera`, {
        missiv: 'Vad anser ni?',
        'svar-senast': '2099-01-31',
        'fraga-1': 'Är ansvaret tydligt?',
      })
      const choice = await tove.get(`${id}/instanser`)
      const socialnamnden = /id="instans-([0-9a-f-]{36})"/.exec(choice.body)?.[1] ?? ''
      await tove.submit(`${id}/instanser`, `${id}/instanser`, { instans: [socialnamnden] })
      expect((await tove.submit(`${id}/kontrollera`, `${id}/skicka`)).text).toContain('Remissen är skickad')
    })

    it('ger administratören en ny länk, men öppnar aldrig en inbyggd databas som redan används', () => {
      const again = spawnSync(process.execPath, ['bin/samsyn', 'admin-link'], { cwd: root, env, encoding: 'utf8' })
      if (kind === 'embedded') expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('körs redan')])
      else expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('/engangslank/')])
    })
  })
})

async function oneTimeLink(admin: Client, aktor: string, name: string): Promise<string> {
  const page = await admin.get(aktor)
  const form = page.forms.findLast((candidate) => candidate.action === `${aktor}/engangslank`)
  if (!form) throw new Error(`no link for ${name}: ${page.text.slice(0, 300)}`)
  const made: Page = await admin.post(`${aktor}/engangslank`, form.fields)
  expect(made.text).toContain(`Engångslänk för ${name}`)
  return new URL(/<code>(http[^<]+)<\/code>/.exec(made.body)?.[1] ?? '').pathname
}
