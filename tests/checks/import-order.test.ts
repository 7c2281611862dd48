import { describe, expect, it } from 'vitest'
import { brokenRules, fakeTree, loadCheck, realTree } from './fake-tree.ts'

const check = await loadCheck('import-order')

/** A small tree in which everything leads from the server, and nothing is wrong. */
const CLEAN = {
  'src/server.ts': "import './wiring.ts'\nimport './routes.ts'\n",
  'src/cli.ts': "import { now } from './platform/time/clock.ts'\nexport const cli = now\n",
  'src/wiring.ts': [
    "import { remiss } from './remiss/index.ts'",
    "import { demo } from './demo/index.ts'",
    "import { gini } from './statistics/gini.ts'",
    'export const wiring = [remiss, demo, gini]\n',
  ].join('\n'),
  'src/routes.ts': "import { front } from './publik/index.ts'\nexport const routes = [front]\n",
  'src/platform/time/clock.ts': 'export const now = 1\n',
  'src/platform/db/index.ts': 'export const db = 1\n',
  'src/statistics/gini.ts': 'export const gini = 1\n',
  'src/aktorer/index.ts':
    "export type { Aktor } from './model/aktor.ts'\nexport { aktorName } from './model/aktor.ts'\nexport { load } from './store.ts'\n",
  'src/aktorer/model/aktor.ts': "export interface Aktor { name: string }\nexport const aktorName = 'x'\n",
  'src/aktorer/store.ts': "import { db } from '../platform/db/index.ts'\nexport const load = db\n",
  'src/aktorer/published.ts': 'export const publishedAktor = 1\n',
  'src/remiss/index.ts': "export { remiss } from './model/remiss.ts'\nexport { page } from './pages/remiss-page.ts'\n",
  'src/remiss/model/remiss.ts': [
    "import type { Aktor } from '../../aktorer/index.ts'",
    "import { aktorName } from '../../aktorer/model/aktor.ts'",
    "import { now } from '../../platform/time/clock.ts'",
    'export const remiss: [Aktor, string, number] = [{ name: aktorName }, aktorName, now]\n',
  ].join('\n'),
  'src/remiss/pages/remiss-page.ts': "import { load } from '../../aktorer/index.ts'\nexport const page = load\n",
  'src/publik/index.ts':
    "import { publishedAktor } from '../aktorer/published.ts'\nexport const front = publishedAktor\n",
  'src/demo/index.ts': "import { aktorName } from '../aktorer/index.ts'\nexport const demo = aktorName\n",
}

async function broken(change: Record<string, string>): Promise<string[]> {
  return brokenRules(await check(fakeTree({ ...CLEAN, ...change })))
}

describe('ordningen i trädet', () => {
  it('godtar ett träd där ordningen följs', async () => {
    expect(await broken({})).toEqual([])
  })

  it.each<[rule: string, where: string, change: Record<string, string>]>([
    [
      'slice-order-aktorer',
      'en skiva som läser en senare',
      { 'src/aktorer/store.ts': "import { remiss } from '../remiss/index.ts'\nexport const load = remiss\n" },
    ],
    [
      'slice-order-remiss',
      'även om det bara är en typ',
      {
        'src/remiss/pages/remiss-page.ts':
          "import type { demo } from '../../demo/index.ts'\nexport const page: typeof demo = 'x'\n",
      },
    ],
    [
      'one-door',
      'en skiva som går förbi dörren',
      {
        'src/remiss/pages/remiss-page.ts': "import { load } from '../../aktorer/store.ts'\nexport const page = load\n",
      },
    ],
    [
      'one-door-from-top',
      'wiring som går förbi dörren',
      { 'src/routes.ts': "import { load } from './aktorer/store.ts'\nexport const routes = load\n" },
    ],
    [
      'only-wiring-knows-all',
      'en fil i toppen som känner en skiva',
      {
        'src/banner.ts': "import { aktorName } from './aktorer/index.ts'\nexport const banner = aktorName\n",
        'src/server.ts': "import './wiring.ts'\nimport './routes.ts'\nimport './banner.ts'\n",
      },
    ],
    [
      'top-is-not-imported',
      'en skiva som läser toppen',
      { 'src/aktorer/store.ts': "import { routes } from '../routes.ts'\nexport const load = routes\n" },
    ],
    [
      'publik-published-only',
      'den öppna webben som läser dörren',
      { 'src/publik/index.ts': "import { load } from '../aktorer/index.ts'\nexport const front = load\n" },
    ],
    [
      'pure-model-slices',
      'en modell som kör en annan skivas kod',
      { 'src/remiss/model/remiss.ts': "import { load } from '../../aktorer/index.ts'\nexport const remiss = load\n" },
    ],
    [
      'pure-model-slices',
      'en modell som kör sin egen skivas lagring',
      {
        'src/aktorer/model/aktor.ts':
          "import { load } from '../store.ts'\nexport interface Aktor { name: string }\nexport const aktorName = load\n",
      },
    ],
    [
      'pure-model-door',
      'en modell som hämtar en typ bakom en dörr',
      {
        'src/remiss/model/remiss.ts':
          "import type { load } from '../../aktorer/store.ts'\nexport const remiss: typeof load = 1\n",
      },
    ],
    [
      'pure-model',
      'en modell som läser filer',
      { 'src/remiss/model/remiss.ts': "import { join } from 'node:path'\nexport const remiss = join\n" },
    ],
    [
      'pure-model',
      'en modell som ritar',
      { 'src/remiss/model/remiss.ts': "import { useId } from 'react'\nexport const remiss = useId\n" },
    ],
    [
      'pure-model',
      'en modell som når databasen',
      { 'src/remiss/model/remiss.ts': "import { db } from '../../platform/db/index.ts'\nexport const remiss = db\n" },
    ],
    [
      'statistics-alone',
      'en metod som läser något utanför',
      { 'src/statistics/gini.ts': "import { now } from '../platform/time/clock.ts'\nexport const gini = now\n" },
    ],
    [
      'statistics-alone',
      'en metod som läser ett paket',
      { 'src/statistics/gini.ts': "import { z } from 'zod'\nexport const gini = z\n" },
    ],
    [
      'platform-knows-no-slice',
      'maskineriet som läser en skiva',
      {
        'src/platform/time/clock.ts':
          "import { aktorName } from '../../aktorer/index.ts'\nexport const now = aktorName\n",
      },
    ],
    [
      'pages-no-database',
      'en sida som når databasen',
      {
        'src/remiss/pages/remiss-page.ts': "import { db } from '../../platform/db/index.ts'\nexport const page = db\n",
      },
    ],
    [
      'pages-no-database',
      'en sida som bygger frågor',
      { 'src/remiss/pages/remiss-page.ts': "import { sql } from 'kysely'\nexport const page = sql\n" },
    ],
    [
      'pages-no-database',
      'en skiva av bara sidor som når databasen',
      {
        'src/minsida/index.ts': "import { db } from '../platform/db/index.ts'\nexport const minsida = db\n",
        'src/routes.ts':
          "import { minsida } from './minsida/index.ts'\nimport { front } from './publik/index.ts'\nexport const routes = [front, minsida]\n",
      },
    ],
    [
      'no-tests-in-product',
      'en produktfil som läser ett test',
      {
        'src/aktorer/store.test.ts': 'export const rows = 1\n',
        'src/aktorer/store.ts': "import { rows } from './store.test.ts'\nexport const load = rows\n",
      },
    ],
    [
      'no-circular',
      'två filer som läser varandra',
      {
        'src/aktorer/store.ts': "import { other } from './other.ts'\nexport const load = other\n",
        'src/aktorer/other.ts': "import { load } from './store.ts'\nexport const other = (): unknown => load\n",
      },
    ],
    [
      'no-orphans',
      'en fil som ingen läser',
      { 'src/remiss/dead.ts': "import { remiss } from './model/remiss.ts'\nexport const dead = remiss\n" },
    ],
    [
      'no-orphans',
      'en fil som bara ett test läser',
      {
        'src/remiss/dead.ts': 'export const dead = 1\n',
        'src/remiss/dead.test.ts': "import { dead } from './dead.ts'\nexport const test = dead\n",
      },
    ],
    [
      'no-unresolvable',
      'en import som inte leder någonstans',
      { 'src/aktorer/store.ts': "export { load } from './gone.ts'\n" },
    ],
    [
      'known-folder',
      'en mapp som inte står i ordningen',
      {
        'src/shop/index.ts': "import { now } from '../platform/time/clock.ts'\nexport const shop = now\n",
      },
    ],
  ])('nekar %s: %s', async (rule, _where, change) => {
    expect(await broken(change)).toContain(rule)
  })

  it('nekar varje skiva den som kommer efter', async () => {
    const inOrder = (
      'aktorer platser handlingar arenden trygghetsprogram sammantraden remiss kallor problem lagesbild orsaksanalys ' +
      'atgardsplan samverkan uppfoljning trad minsida sok publik demo'
    ).split(' ')
    const tree = Object.fromEntries(
      inOrder.map((slice, at) => {
        const next = inOrder[at + 1]
        return [`src/${slice}/index.ts`, next ? `export { x } from '../${next}/index.ts'\n` : 'export const x = 1\n']
      }),
    )
    const rules = brokenRules(await check(fakeTree(tree)))
    for (const slice of inOrder.slice(0, -1)) expect(rules).toContain(`slice-order-${slice}`)
  })

  it('nekar not-cruised: en källfil som inte genomsöktes, i stället för att tyst godkänna den', async () => {
    // A folder that the cruise leaves alone: the source in it is tracked but was never looked at.
    expect(await broken({ 'src/aktorer/node_modules/a.ts': 'export {}\n' })).toContain('not-cruised')
  })
})

describe('det riktiga trädet', () => {
  it('följer ordningen', async () => {
    expect((await check(realTree)).errors).toEqual([])
  })
})
