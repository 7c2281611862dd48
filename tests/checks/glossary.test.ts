import { describe, expect, it } from 'vitest'
import { brokenRules, fakeTree, loadCheck, realTree } from './fake-tree.ts'

const check = await loadCheck('glossary')

async function broken(files: Record<string, string>): Promise<string[]> {
  return brokenRules(await check(fakeTree(files)))
}

describe('ordlistan i koden', () => {
  it('godtar ordlistans namn, och andras ord där de måste användas', async () => {
    const tree = {
      'src/remiss/send-remiss.ts': [
        "const address = new URL('https://example.org')",
        'const { protocol } = address',
        "export const options = { protocol: 'http', board: protocol }",
        "export function keyboardShortcut(diarienummer: string) { return diarienummer + 'å' }",
        '// the committee and its board decide',
      ].join('\n'),
      'src/platform/time/clock.ts': '/** Used by the remiss slice. */\nexport const now = 1\n',
      'docs/notes.md': 'committee, board, caseNumber',
    }
    expect(await broken(tree)).toEqual([])
  })

  it.each<[rule: string, what: string, path: string, text: string]>([
    ['never-word', 'caseNumber', 'src/arenden/store.ts', 'export interface Arende { caseNumber: string }'],
    ['never-word', 'CASE_NUMBER', 'src/arenden/store.ts', 'export const CASE_NUMBER = 1'],
    ['never-word', 'referral', 'src/remiss/store.ts', 'export function sendReferral() {}'],
    ['never-word', 'consultation i ett filnamn', 'src/remiss/send-consultation.ts', 'export const x = 1'],
    ['never-word', 'protocol för protokoll', 'src/sammantraden/store.ts', 'export const protocol = 1'],
    [
      'never-word',
      'committees',
      'src/aktorer/store.ts',
      'export function load(committees: string[]) { return committees }',
    ],
    ['never-word', 'boardId', 'src/aktorer/store.ts', 'export type BoardId = string'],
    [
      'never-word',
      'en ny namngivning av andras ord',
      'src/aktorer/store.ts',
      'export const { name: board } = { name: 1 }',
    ],
    ['ascii-path', 'ä i en sökväg', 'src/arenden/ärende.ts', 'export const x = 1'],
    ['ascii-identifier', 'ä i ett namn', 'src/arenden/store.ts', 'export const ärende = 1'],
    ['file-name', 'utils', 'src/arenden/date-utils.ts', 'export const x = 1'],
    ['file-name', 'service', 'src/arenden/service.ts', 'export const x = 1'],
    ['platform-word', 'ett programord i platform', 'src/platform/http/app.ts', 'export const synpunkt = 1'],
    [
      'platform-word',
      'ett programord i en text i platform',
      'src/platform/http/app.ts',
      "export const text = 'Ärendet är ett ärende'",
    ],
  ])('nekar %s: %s', async (rule, _what, path, text) => {
    expect(await broken({ [path]: `${text}\n` })).toContain(rule)
  })
})

describe('det riktiga trädet', () => {
  it('följer ordlistan', async () => {
    expect((await check(realTree)).errors).toEqual([])
  })
})
