import { describe, expect, it } from 'vitest'
import { brokenRules, fakeTree, loadCheck, realTree } from './fake-tree.ts'

const check = await loadCheck('personal-data')

/** One of Skatteverket's published test numbers, put together here so that this file holds none itself. */
const TEST_NUMBER = ['18900101', '9802'].join('-')
const slash = '/'

async function broken(files: Record<string, string>): Promise<string[]> {
  return brokenRules(await check(fakeTree(files)))
}

describe('vakten över arkivet', () => {
  it('godtar testnummer i det test som prövar vakten, och det som bara liknar', async () => {
    const tree = {
      'src/platform/guard/personnummer.test.ts': `const given = '${TEST_NUMBER}'\n`,
      'docs/regler.md': 'dnr KS 2026/112, tel. 08-123 45 67, 2026-11-22, lag (2023:196), 18900101-9803\n',
      'package-lock.json': `{ "resolved": "https:${slash}${slash}registry${'.'}example.org/x" }\n`,
      'src/server.ts':
        "import { work } from './arenden/work/index.ts'\nexport const url = 'https://example.org/root'\nwork()\n",
    }
    expect(await broken(tree)).toEqual([])
  })

  it.each<[rule: string, what: string, path: string, text: string]>([
    ['personnummer', 'ett personnummer i text', 'docs/handbok.md', `Sökanden ${TEST_NUMBER} hörde av sig.`],
    [
      'personnummer',
      'ett personnummer utan streck',
      'src/demo/data.ts',
      `export const a = '${TEST_NUMBER.replace('-', '')}'`,
    ],
    ['personnummer', 'ett personnummer i ett annat test', 'src/demo/data.test.ts', `export const a = '${TEST_NUMBER}'`],
    ['machine-path', 'en sökväg på maskinen', 'README.md', `Kör i ${slash}work${slash}main`],
    ['machine-path', 'rots hemkatalog', 'scripts/a.mjs', `export const a = '${slash}root${slash}x'`],
    ['machine-path', 'någons hemkatalog', 'README.md', `${slash}home${slash}anna${slash}samsyn`],
    ['registry-host', 'ett paketregister', '.npmrc', `//registry${'.'}npmjs.org/:x=1`],
    ['registry-host', 'en spegel', 'README.md', `https:${slash}${slash}registry${'.'}exempel.se/npm`],
    ['outside-data', 'data utanför arkivet', 'src/kallor/read.ts', `export const a = '..${slash}shared/data.csv'`],
  ])('nekar %s: %s', async (rule, _what, path, text) => {
    expect(await broken({ [path]: `${text}\n` })).toEqual([rule])
  })
})

describe('det riktiga trädet', () => {
  it('innehåller inget personligt och inget från någons maskin', async () => {
    expect((await check(realTree)).errors).toEqual([])
  })
})
