import { describe, expect, it } from 'vitest'
import { brokenRules, fakeTree, loadCheck, realTree } from './fake-tree.ts'

const check = await loadCheck('regler')

const TABLE = '# Regler\n\n| Id | Regel |\n|---|---|\n| FL-22 | ankomstdag |\n| `OSL-5.1` | registreras |\n'
const TESTS = [
  "describe('ankomst', () => {",
  "  it('FL-22 godtas: dagen då svaret kom', () => {})",
  "  it.each([1])('FL-22 nekas: dagen då det öppnades, %i', () => {})",
  '})',
  "describe('OSL-5.1', () => {",
  "  it('godtas: ett sent svar', () => {})",
  '  it(`nekas: ett svar som slängs`, () => {})',
  '})\n',
].join('\n')

async function errors(table: string, tests: string): Promise<string[]> {
  return (await check(fakeTree({ 'docs/regler.md': table, 'src/remiss/svar.test.ts': tests }))).errors
}

describe('reglerna och deras tester', () => {
  it('godtar en tabell där varje regel prövas från båda hållen', async () => {
    expect(await errors(TABLE, TESTS)).toEqual([])
  })

  it('nekar rule-untested: en regel utan test för det som nekas', async () => {
    const result = await errors(TABLE, TESTS.replace('FL-22 nekas', 'FL-22 prövas'))
    expect(result).toEqual(['rule-untested: FL-22 has no test with "nekas" in its name'])
  })

  it('nekar rule-untested: ett test som bara är planerat eller hoppas över räknas inte', async () => {
    const result = await errors(
      TABLE,
      TESTS.replace("it('godtas", "it.skip('godtas").replace('it(`nekas', 'it.todo(`nekas'),
    )
    expect(result).toHaveLength(2)
  })

  it('nekar rule-untested: en längre regels test räknas inte för den kortare', async () => {
    expect(await errors('| Id |\n|---|\n| FL-2 |\n', TESTS)).toHaveLength(2)
    expect(await errors('| Id |\n|---|\n| OSL-5 |\n', TESTS)).toHaveLength(2)
  })

  it('nekar rule-twice: samma regel två gånger', async () => {
    const tree = fakeTree({ 'docs/regler.md': `${TABLE}| FL-22 | igen |\n`, 'src/a.test.ts': TESTS })
    expect(brokenRules(await check(tree))).toEqual(['rule-twice'])
  })

  it('nekar rule-place: en regel som pekar på en fil som inte finns', async () => {
    const tree = {
      'docs/regler.md': `${TABLE}\nProvas i \`src/a.test.ts\` och \`src/borta.ts\`.\n`,
      'src/a.test.ts': TESTS,
    }
    expect((await check(fakeTree(tree))).errors).toEqual([
      'rule-place: docs/regler.md names src/borta.ts, which does not exist',
    ])
  })

  it('nekar ett arkiv utan tabell eller med en tom', async () => {
    expect(brokenRules(await check(fakeTree({ 'src/a.test.ts': TESTS })))).toEqual(['regler'])
    expect(brokenRules(await check(fakeTree({ 'docs/regler.md': '# Regler\n' })))).toEqual(['regler'])
  })
})

describe('det riktiga trädet', () => {
  it('har tester för varje regel i docs/regler.md', async () => {
    expect((await check(realTree)).errors).toEqual([])
  })
})
