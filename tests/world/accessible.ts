import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 AA and what axe counts as good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * The page has nothing for axe to remark on. `rules` narrows it to some rules, for a second look at a page where only they can have
 * a new answer. Evaluated in the page (the content policy lets no script in by a tag).
 */
export async function expectAccessible(page: Page, what: string, rules?: readonly string[]): Promise<void> {
  // A page that is looked at again has it already, unless a form or a link has led on since.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const found = await page.evaluate(
    async (runOnly) => {
      const { axe } = window as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await axe.run({ runOnly })
      return violations.map(
        (violation) =>
          `${violation.id}: ${violation.nodes
            .map((node) => node.html)
            .slice(0, 3)
            .join(' | ')}`,
      )
    },
    rules ? { type: 'rule', values: [...rules] } : { type: 'tag', values: TAGS },
  )
  expect(found, what).toEqual([])
}
