import { describe, expect, it } from 'vitest'
import { brokenRules, fakeTree, loadCheck, realTree } from './fake-tree.ts'

const check = await loadCheck('file-size')
const lines = (n: number): string => 'export {}\n'.repeat(n)

describe('filernas storlek', () => {
  it('godtar filer upp till 300 rader, och annat än källkod hur långt det än är', async () => {
    const tree = fakeTree({ 'src/a.ts': lines(300), 'docs/lag.md': lines(900), 'migrations/1.sql': lines(900) })
    expect(brokenRules(await check(tree))).toEqual([])
  })

  it('varnar över 300 rader', async () => {
    const result = await check(fakeTree({ 'src/a.ts': lines(301), 'styles/b.css': lines(500) }))
    expect(result.errors).toEqual([])
    expect(brokenRules(result)).toEqual(['long-file'])
    expect(result.warnings).toHaveLength(2)
  })

  it('nekar file-too-long: över 500 rader, utom för ett namngivet undantag', async () => {
    const tree = fakeTree({ 'src/a.ts': lines(501) })
    expect(brokenRules(await check(tree))).toEqual(['file-too-long'])
    expect(brokenRules(await check(tree, { 'src/a.ts': 'en tabell' }))).toEqual([])
  })

  it('nekar stale-exception: ett undantag som inte behövs', async () => {
    const tree = fakeTree({ 'src/a.ts': lines(10) })
    expect(brokenRules(await check(tree, { 'src/a.ts': 'en tabell' }))).toEqual(['stale-exception'])
  })
})

describe('det riktiga trädet', () => {
  it('har ingen fil över 500 rader', async () => {
    expect((await check(realTree)).errors).toEqual([])
  })
})
