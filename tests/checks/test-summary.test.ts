import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { realTree } from './fake-tree.ts'

interface Report {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[]
}
type Summarise = (
  checks: { isOk: boolean }[],
  report: Report | null,
  run: { exitCode: number; required: string },
) => { lines: string[]; failed: number }

const { summariseTests }: { summariseTests: Summarise } = await import(
  pathToFileURL(join(realTree, 'scripts/summarise-tests.mjs')).href
)

function report(...results: [fullName: string, status: string][]): Report {
  const assertionResults = results.map(([fullName, status]) => ({ fullName, status }))
  return { testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults }] }
}

describe('sista raden av npm test', () => {
  it('räknar varje kontroll som ett test', () => {
    const summary = summariseTests([{ isOk: true }, { isOk: false }], report(['a', 'passed'], ['b', 'failed']), {
      exitCode: 1,
      required: '',
    })
    expect(summary.lines.at(-1)).toBe('2 passed, 2 failed')
    expect(summary.failed).toBe(2)
  })

  it('säger vad som hoppades över och varför', () => {
    const given = report(
      ['sidan i Chromium', 'skipped'],
      ['samma på PostgreSQL', 'pending'],
      ['delat underlag: 14 handlingar', 'skipped'],
    )
    expect(summariseTests([{ isOk: true }], given, { exitCode: 0, required: '' })).toEqual({
      lines: [
        'skipped: 1 that need Chromium',
        'skipped: 1 that need PostgreSQL',
        'skipped: 1 that need delat underlag',
        '1 passed, 0 failed, 3 skipped',
      ],
      failed: 0,
    })
  })

  it('underkänner det som hoppas över när allt krävs, utom det delade underlaget', () => {
    const given = report(['sidan i Chromium', 'skipped'], ['delat underlag: 14 handlingar', 'skipped'], ['c', 'passed'])
    const summary = summariseTests([], given, { exitCode: 0, required: 'chromium,postgres' })
    expect(summary.lines.at(-1)).toBe('1 passed, 1 failed, 1 skipped')
    expect(summary.failed).toBe(1)
  })

  it('räknar en fil som inte gick att läsa, ett fel utanför testerna och en rapport som saknas som underkänt', () => {
    const broken = { testResults: [{ name: 'b.test.ts', status: 'failed', assertionResults: [] }] }
    expect(summariseTests([], broken, { exitCode: 1, required: '' }).failed).toBe(1)
    expect(summariseTests([], report(['a', 'passed']), { exitCode: 1, required: '' }).lines).toEqual([
      '1 passed, 1 failed',
    ])
    expect(summariseTests([], null, { exitCode: 1, required: '' }).lines).toEqual(['0 passed, 1 failed'])
  })
})
