import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { findChromium } from './machine.ts'
import type { TestServer } from './server.ts'

/** Headless, without a sandbox (which root and containers do not have), and calling nobody on its own. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a browser for the work and closes it, also when the work throws. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launch()
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

/**
 * A block of tests that share one browser; each test makes its own context (`get().newContext()`), so that cookies never wander
 * between tests. Skipped by its name where there is no Chromium.
 *
 * @example withChromium('remissen i webbläsaren', (get) => {
 *   it('…', async () => { const page = await get().newPage({ javaScriptEnabled: false }); … })
 * })
 */
export function withChromium(name: string, tests: (get: () => Browser) => void): void {
  // Where it is required the run has already been refused (global-setup.ts).
  const block = findChromium() === null ? describe.skip : describe
  block(`${name} (Chromium)`, () => {
    let browser: Browser | undefined
    beforeAll(async () => {
      browser = await launch()
    })
    afterAll(() => browser?.close())
    tests(() => {
      if (!browser) throw new Error('the browser is started before the first test, not while tests are being declared')
      return browser
    })
  })
}

/** Becomes a person of the demo by "Byt person". */
export async function signInAs(page: Page, server: TestServer, name: string): Promise<void> {
  await page.goto(`${server.url}/byt-person`)
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForURL('**/minsida')
}

async function launch(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('there is no Chromium on this machine (set CHROMIUM to its path)')
  return chromium.launch({ executablePath, args: ARGS })
}
