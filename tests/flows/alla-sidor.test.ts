import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listAktorer } from '../../src/aktorer/index.ts'
import { routes } from '../../src/routes.ts'
import { makeCatalogue } from '../../src/wiring.ts'
import { expectAccessible } from '../world/accessible.ts'
import { signInAs, withChromium } from '../world/browser.ts'
import { type OwnDatabase, openCopy } from '../world/databases.ts'
import { type EveryPage, makeEveryPage, routeOf } from '../world/every-page.ts'
import { startServer, type TestServer } from '../world/server.ts'

const WIDE = { width: 1360, height: 900 }
const PHONE = { width: 390, height: 844 }

/** The one of axe's rules whose answer depends on the colours; the others have answered when it is dark. */
const COLOURS = ['color-contrast']

const catalogue = makeCatalogue()
const families = [...new Set(catalogue.keys().map((key) => key.split('.')[0]))]
/** A key that was shown instead of its text, a value that was never filled in, or one that is not for people. */
const RAW = new RegExp(
  `(?<![\\w/.@-])(?:${families.join('|')})(?:\\.[a-z][\\w-]*)+|\\{\\w+[|}]|\\bundefined\\b|\\[object |Invalid Date|\\bNaN\\b`,
)
/**
 * Swedish texts that have another wording in English; one that stands on an English page was forgotten there. A legal noun that the
 * English text only explains, "Remisser (formal rounds of opinion)", may also stand by itself: it is what the thing is called.
 */
const onlySwedish = new Set(
  catalogue
    .keys()
    .map((key) => [catalogue.in('sv')(key), catalogue.in('en')(key)] as const)
    .filter(
      ([swedish, english]) => !swedish.includes('{') && english !== swedish && !english.startsWith(`${swedish} (`),
    )
    .map(([swedish]) => swedish),
)
for (const key of catalogue.keys()) onlySwedish.delete(catalogue.in('en')(key))

/** Addresses that answer with a file. */
const FILE = /\.(csv|json|ics)$|\/(original|maskerad|pdf|docx|paket)$|^\/halsa$/

withChromium('varje sida', (browser) => {
  let own: OwnDatabase
  let server: TestServer
  let world: EveryPage
  let context: BrowserContext
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    own = await openCopy('embedded', 'ekhamn')
    server = await startServer(own.database)
    world = await makeEveryPage(server)
    // A body may be called what the catalogue calls its kind, and a section of the municipality's template what a field is called.
    for (const aktor of await listAktorer(own.database.db, '2026-11-22')) onlySwedish.delete(aktor.name)
    onlySwedish.delete('Sammanfattning')
    // Without motion: colours are looked at when they have come to rest.
    context = await browser().newContext({ locale: 'sv-SE', viewport: WIDE, reducedMotion: 'reduce' })
    page = await context.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Refused/.test(message.text()))
        problems.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) problems.push(`a request to ${request.url()}`)
    })
  })
  afterAll(async () => {
    await context.close()
    const { errors } = server
    await server.stop()
    await own.drop()
    expect(errors).toEqual([])
    expect(problems).toEqual([])
  })

  async function become(who: string | null, lang: 'sv' | 'en' = 'sv'): Promise<void> {
    await context.clearCookies()
    await context.addCookies([{ name: 'sprak', value: lang, url: server.url }])
    if (who !== null) await signInAs(page, server, who)
  }

  /** One heading, a title, a language, and only words in that language. */
  async function expectReadable(what: string, lang: 'sv' | 'en'): Promise<void> {
    const seen = await page.evaluate(() => {
      const texts: string[] = []
      const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement
        // The id of a rule is shown as one, and what somebody wrote is Swedish whatever the page speaks.
        if (element?.closest('script, style, code, body [lang=sv]')) continue
        const text = node.textContent?.trim() ?? ''
        if (text !== '') texts.push(text)
      }
      for (const element of document.querySelectorAll('[aria-label]'))
        texts.push(element.getAttribute('aria-label') ?? '')
      const { lang: spoken } = document.documentElement
      return { texts, spoken, title: document.title.trim(), headings: document.querySelectorAll('h1').length }
    })
    expect(seen.spoken, what).toBe(lang)
    expect(seen.title, `${what} har en titel`).not.toBe('')
    expect(seen.headings, `${what} har en huvudrubrik`).toBe(1)
    expect(
      seen.texts.filter((text) => RAW.test(text)),
      `${what}: oöversatt`,
    ).toEqual([])
    if (lang === 'en') {
      expect(
        seen.texts.filter((text) => onlySwedish.has(text)),
        `${what}: svenska på den engelska sidan`,
      ).toEqual([])
    }
  }

  /** The page that is open, in light, in dark and on a phone. */
  async function expectGood(what: string): Promise<void> {
    await expectReadable(what, 'sv')
    await expectAccessible(page, `${what}, ljust`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, `${what}, mörkt`, COLOURS)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(PHONE)
    await expectAccessible(page, `${what}, telefon`)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, `${what} ryms i bredd på en telefon`).toBeLessThanOrEqual(0)
    await page.setViewportSize(WIDE)
  }

  /** Filled in with nothing; the form of the page, not the one of the language. */
  const send = () => page.locator('main form[method=post] button[type=submit]').last().click()

  it('klarar axe i ljust, mörkt och på telefon, ryms i bredd och har en rubrik, och ingen adress är oprövad', async () => {
    const visited = new Set<string | undefined>()
    for (const [who, paths] of world.tour) {
      await become(who)
      for (const path of paths) {
        const what = `${path} som ${who ?? 'ingen'}`
        visited.add(routeOf(routes, path))
        // What is not a page is fetched: a browser would save it.
        const isPage = !FILE.test(path)
        const answer = isPage ? await page.goto(server.url + path) : await context.request.get(server.url + path)
        expect(answer?.status(), what).toBe(200)
        if (isPage) await expectGood(what)
      }
    }
    const missed = routes.filter((route) => route.method === 'GET' && !visited.has(route.path))
    // A new line in src/routes.ts demands its line in tests/world/every-page.ts.
    expect(missed.map((route) => route.path)).toEqual([])
  }, 180_000)

  it('talar bara engelska när den har valts', async () => {
    for (const [who, paths] of world.tour) {
      await become(who, 'en')
      for (const path of paths.filter((one) => !FILE.test(one))) {
        await page.goto(server.url + path)
        await expectReadable(`${path} som ${who ?? 'ingen'}`, 'en')
      }
    }
  }, 60_000)

  it('klarar det också när den säger nej: ingen sådan sida, ingen behörighet, en förbrukad länk, fel i formuläret', async () => {
    await become(null)
    expect((await page.goto(`${server.url}/finns-inte`))?.status()).toBe(404)
    await expectGood('404')
    await page.goto(`${server.url}/engangslank/x`)
    await send()
    await expectGood('en förbrukad länk')
    await become('Eva Sand')
    expect((await page.goto(`${server.url}/remisser/ny`))?.status()).toBe(403)
    await expectGood('403')
    await become('Olle Frisk')
    await page.goto(server.url + world.emptyForm)
    await send()
    await page.locator('.error-summary').waitFor()
    await expectGood('formulär med fel')
  }, 60_000)

  it('klarar det när två har sparat samtidigt', async () => {
    await become('Per Hallberg')
    await page.goto(server.url + world.editedByTwo)
    const other = server.client()
    await other.signInAs('Stina Almgren')
    await other.submit(world.editedByTwo, world.editedByTwo, { missiv: 'Svara senast i maj.' })
    await page.locator('textarea[name=missiv]').fill('Svara hellre i april.')
    await Promise.all([page.waitForResponse((answer) => answer.status() === 409), send()])
    await page.locator('.merge').first().waitFor()
    await expectGood('sammanfogning')
  }, 60_000)
})
