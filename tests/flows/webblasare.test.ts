import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { signInAs, withChromium } from '../world/browser.ts'
import { type OwnDatabase, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import { AMN, draftRemissId, instansId, lageOf, replyText, SODERVIK, TITLE } from '../world/story.ts'

withChromium('en synpunkt färdas', (browser) => {
  let own: OwnDatabase
  let server: TestServer
  let context: BrowserContext
  let page: Page
  const problems: string[] = []

  async function open(options: Parameters<ReturnType<typeof browser>['newContext']>[0] = {}): Promise<void> {
    context = await browser().newContext({ locale: 'sv-SE', ...options })
    page = await context.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Refused/.test(message.text()))
        problems.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) problems.push(`a request to ${request.url()}`)
    })
  }

  beforeEach(async () => {
    own = await openCopy('embedded', 'ekhamn')
    server = await startServer(own.database)
    problems.length = 0
  })
  afterEach(async () => {
    await context.close()
    const { errors } = server
    await server.stop()
    await own.drop()
    expect(errors).toEqual([])
    expect(problems).toEqual([])
  })

  async function sendRemiss(bodies: readonly string[] = [AMN, SODERVIK]): Promise<void> {
    await signInAs(page, server, 'Per Hallberg')
    await page.getByRole('link', { name: `Gör färdig och skicka remissen ${TITLE}` }).click()
    await page.getByRole('link', { name: 'Välj instanser' }).click()
    for (const body of bodies) await page.getByLabel(body).check()
    await page.getByRole('button', { name: 'Spara valet' }).click()
    await page.getByRole('link', { name: 'Kontrollera och skicka' }).click()
    await page.getByRole('button', { name: 'Skicka remissen' }).click()
    await page.getByText('Remissen är skickad.').waitFor()
  }

  async function register(): Promise<void> {
    await signInAs(page, server, 'Eva Sand')
    await page.getByRole('link', { name: `Registrera remissen ${TITLE}` }).click()
    await page.getByRole('link', { name: 'Registrera remissen' }).click()
    await page.getByLabel('Eget diarienummer').fill('AMN 2026/88')
    await page.getByLabel('Handläggare').selectOption({ label: 'Olle Frisk, utvecklingsledare' })
    await page.getByRole('button', { name: 'Registrera remissen' }).click()
    await page.getByText('Remissen är registrerad').waitFor()
  }

  async function begin(): Promise<void> {
    await signInAs(page, server, 'Olle Frisk')
    await page.getByRole('link', { name: `Påbörja svaret på ${TITLE}` }).click()
    await page.getByRole('button', { name: 'Påbörja svar' }).click()
    await page.getByText('Svaret är påbörjat.').waitFor()
  }

  async function decideAndSend(): Promise<void> {
    await page.getByRole('link', { name: 'Ändra sammanfattning och svarsform' }).click()
    await page.getByLabel('Sammanfattning').fill('Nämnden ser positivt på förslaget.')
    await page.getByRole('button', { name: 'Spara' }).click()
    await page.getByRole('link', { name: 'Registrera beslut' }).click()
    await page.getByLabel('Beslutsdag').fill('17 november 2026')
    await page.getByLabel('Paragraf', { exact: true }).fill('§ 14')
    await page.getByLabel('Beslutets lydelse').fill('Nämnden överlämnar yttrandet som svar på remissen.')
    await page.getByRole('button', { name: 'Registrera beslut' }).click()
    await page.getByText('Beslutet är registrerat.').waitFor()
    await page.getByRole('link', { name: 'Kontrollera och skicka svaret' }).click()
    await page.getByRole('button', { name: 'Skicka svaret' }).click()
    await page.getByText('Svaret är skickat.').waitFor()
  }

  async function seePoint(): Promise<void> {
    await signInAs(page, server, 'Per Hallberg')
    await page.goto(`${server.url}/remisser/${await draftRemissId(server)}/sammanstallning`)
    expect(await page.locator('.passage:has(mark)').first().innerText()).toContain('2.4')
    expect(await page.locator('.passage mark').first().innerText()).toBe('när det är påkallat')
    await page.getByText('Det framgår inte hur och av vem').first().waitFor()
  }

  it('med klientskript: orden markeras i texten, blir citat och syns hos avsändaren vid passagen', async () => {
    await open({ viewport: { width: 1360, height: 900 } })
    await sendRemiss()
    await register()
    await begin()
    await page.getByRole('link', { name: 'Lägg till synpunkt' }).click()
    await page.getByLabel('Oklart').check()
    await page
      .getByLabel('Synpunkt', { exact: true })
      .fill('Det framgår inte hur och av vem kunskap och resurser kan påkallas.')
    // Marked as with the mouse: a selection in the text, and the button let go.
    await page.evaluate(() => {
      const words = 'när det är påkallat'
      const holder = [...document.querySelectorAll('.programme-aside [data-passage]')].find((element) =>
        element.textContent?.includes(words),
      )
      const walker = document.createTreeWalker(holder as Node, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(words) ?? -1
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + words.length)
        document.getSelection()?.removeAllRanges()
        document.getSelection()?.addRange(range)
        holder?.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }))
        return
      }
    })
    expect(await page.getByLabel('Citat ur passagen').inputValue()).toBe('när det är påkallat')
    await page.getByText('Citat hämtat ur passage 2.4.').waitFor()
    await page.getByRole('button', { name: 'Spara synpunkten' }).click()
    await decideAndSend()
    await seePoint()
  })

  it('i tjänsteutlåtandet: orden som markeras långt ned i texten blir en knapp i sikte, som leder till synpunkten', async () => {
    await open({ viewport: { width: 1280, height: 900 } })
    await sendRemiss()
    await register()
    await begin()
    await page.getByRole('button', { name: 'Börja skriva tjänsteutlåtande' }).click()
    await page.locator('[data-mark-hint][role=status]').waitFor()
    const words = page.locator('.programme-aside [data-passage]').getByText('när det är påkallat').first()
    await words.dblclick()
    const link = page.getByRole('link', { name: 'Gör en synpunkt av' })
    const at = (await link.boundingBox()) as { x: number; y: number; height: number }
    expect(at.y).toBeGreaterThanOrEqual(0)
    expect(at.y + at.height).toBeLessThanOrEqual(900)
    // Pressed as a hand does it: a click by name would scroll, and would not meet what the release of the button does.
    await page.mouse.move(at.x + 20, at.y + 10)
    await page.mouse.down()
    await page.mouse.up()
    await page.getByRole('heading', { name: 'Lägg till synpunkt' }).waitFor()
    expect(await page.getByLabel('Citat ur passagen').inputValue()).not.toBe('')
  })

  it('en svarslänk besvaras i en webbläsare, utan konto', async () => {
    await open({ viewport: { width: 390, height: 844 } })
    await sendRemiss(['Region Ekkusten'])
    await page.getByRole('link', { name: 'Region Ekkusten' }).first().click()
    await page.getByText('Gör en personlig svarslänk').first().click()
    await page.getByRole('button', { name: 'Gör en personlig svarslänk' }).click()
    await page.getByText('Kopiera länken nu').waitFor()
    const link = /http\S+\/svara\/[\w-]+/.exec(await page.locator('main').innerText())?.[0] ?? ''
    await context.clearCookies()
    await page.goto(link)
    await page.getByLabel('Sammanfattning av svaret').fill('Vi är positiva.')
    await page.getByRole('button', { name: 'Kontrollera' }).click()
    await page.getByRole('button', { name: 'Lämna svaret' }).click()
    await page.getByText('Svaret har kommit fram').waitFor()
  })

  it('utan klientskript: samma väg, och ett svar som fil läses, bekräftas och förankras', async () => {
    await open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    await sendRemiss()
    await register()
    await begin()
    await page.getByRole('link', { name: 'Lägg till synpunkt' }).click()
    await page.getByRole('button', { name: 'Spara synpunkten' }).click()
    // An empty form comes back with its mistakes, each a link to its field.
    expect(await page.locator('.error-summary a').count()).toBeGreaterThanOrEqual(3)
    await page.getByLabel('Oklart').check()
    await page
      .getByLabel('Synpunkt', { exact: true })
      .fill('Det framgår inte hur och av vem kunskap och resurser kan påkallas.')
    const passage = await page.locator('select[name=passage] option', { hasText: /^2\.4 / }).getAttribute('value')
    await page.locator('select[name=passage]').selectOption(passage ?? '')
    await page.getByLabel('Citat ur passagen').fill('när det är påkallat')
    await page.getByRole('button', { name: 'Spara synpunkten' }).click()
    await decideAndSend()
    await seePoint()

    await signInAs(page, server, 'Ulla Norén')
    await page.goto(`${server.url}/remissinstanser/${await instansId(server, SODERVIK)}`)
    await page.getByRole('link', { name: 'Registrera inkommet svar' }).click()
    const file = join(mkdtempSync(join(tmpdir(), 'samsyn-svar-')), 'svar från Södervik.txt')
    writeFileSync(file, replyText())
    await page.getByLabel('Fil', { exact: true }).first().setInputFiles(file)
    await page.getByRole('button', { name: 'Registrera inkommet svar' }).click()
    expect(await page.getByLabel('Eget diarienummer').inputValue()).toContain('SOD 2026/41')
    await page.getByRole('button', { name: 'Bekräfta läsningen' }).click()
    await page.getByText('Läsningen är bekräftad.').waitFor()
    expect(await page.locator('.point').count()).toBe(3)
    expect(await page.getByText('avsnitt 2 Uppdrag och ansvar').count()).toBe(1)
    expect(await page.getByText('avsnitt 5 Förebyggande arbete').count()).toBe(1)
    expect(await lageOf(server, SODERVIK)).toBe('inkommen')
  })

  it('med enbart tangentbord: från startsidan till en skickad remiss', async () => {
    await open({ viewport: { width: 1360, height: 900 } })
    /** Tabs until the wanted thing has the focus; what cannot be reached in 120 steps cannot be reached. */
    async function tabTo(wanted: string): Promise<void> {
      for (let step = 0; step < 120; step++) {
        await page.keyboard.press('Tab')
        const name = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement | null
          const label =
            element instanceof HTMLInputElement ? (element.labels?.[0]?.innerText ?? '') : (element?.innerText ?? '')
          return label.trim()
        })
        if (name === wanted) {
          const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)
          expect(outline, `fokus syns på ${wanted}`).not.toBe('none')
          return
        }
      }
      throw new Error(`${wanted} is not reached with the keyboard on ${page.url()}`)
    }
    async function press(wanted: string): Promise<void> {
      await tabTo(wanted)
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    }
    await page.goto(`${server.url}/`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).innerText)).toBe('Hoppa till innehållet')
    await press('Välj person')
    await press('Per Hallberg')
    await press(`Gör färdig och skicka remissen ${TITLE}`)
    await press('Välj instanser')
    await tabTo(AMN)
    await page.keyboard.press('Space')
    await press('Spara valet')
    await press('Kontrollera och skicka')
    await press('Skicka remissen')
    await page.getByText('Remissen är skickad.').waitFor()
    expect(await lageOf(server, AMN)).toBe('skickad')
    await page.keyboard.press('g')
    await Promise.all([page.waitForURL('**/remisser'), page.keyboard.press('r')])
    await page.keyboard.press('/')
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('text')
  })
})
