/**
 * The order of the tree as rules that fail. Folders in Swedish are the programme (slices); folders in English are machinery.
 * `scripts/checks/import-order.mjs` runs them; `tests/checks/import-order.test.ts` plants one violation of each.
 */

/** A slice may import only slices that stand before it. */
const SLICES = [
  'aktorer',
  'platser',
  'handlingar',
  'arenden',
  'trygghetsprogram',
  'sammantraden',
  'remiss',
  'kallor',
  'problem',
  'lagesbild',
  'orsaksanalys',
  'atgardsplan',
  'samverkan',
  'uppfoljning',
  'trad',
  'minsida',
  'sok',
  'publik',
  'demo',
]
/** Slices that are pages only: what they show they ask other slices for. */
const PAGES_ONLY = ['trad', 'minsida', 'sok']

const ANY_SLICE = `^src/(?:${SLICES.join('|')})/`
const TEST = '\\.test\\.tsx?$'
/** The database: our door to it and every package behind that door. */
const DATABASE = ['^src/platform/db/', '(?:^|/)node_modules/(?:kysely|pg|pg-[a-z-]+|@electric-sql)/', '^(?:kysely|pg)$']

const sliceOrder = SLICES.map((slice, at) => ({
  name: `slice-order-${slice}`,
  comment: `${slice} may import only the slices before it: ${SLICES.slice(0, at).join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: `^src/${slice}/` },
  to: { path: `^src/(?:${SLICES.slice(at + 1).join('|')})/` },
})).filter((_, at) => at < SLICES.length - 1)

module.exports = {
  forbidden: [
    ...sliceOrder,
    {
      name: 'known-folder',
      comment: 'Every folder in src is a slice in the order above, or platform, or statistics.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: [ANY_SLICE, '^src/(?:platform|statistics)/'] },
      to: {},
    },
    {
      name: 'one-door',
      comment: 'A slice is entered through its index.ts. A model file may also read an earlier slice’s model.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: ['^src/publik/', '^src/[^/]+/model/'] },
      to: { path: ANY_SLICE, pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'one-door-from-top',
      comment: 'The files at the top enter a slice through its index.ts too.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.tsx?$' },
      to: { path: ANY_SLICE, pathNot: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'only-wiring-knows-all',
      comment: 'At the top only wiring.ts, routes.ts, server.ts and cli.ts may know slices.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.tsx?$', pathNot: ['^src/(?:wiring|routes|server|cli)\\.ts$', TEST] },
      to: { path: ANY_SLICE },
    },
    {
      name: 'top-is-not-imported',
      comment: 'What stands at the top knows the slices; a slice that knew it would turn the order round.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: TEST },
      to: { path: '^src/[^/]+\\.tsx?$' },
    },
    {
      name: 'publik-published-only',
      comment: 'The public site sees only what a slice has published.',
      severity: 'error',
      from: { path: '^src/publik/', pathNot: TEST },
      to: { path: ANY_SLICE, pathNot: ['^src/publik/', '^src/[^/]+/published\\.tsx?$'] },
    },
    {
      name: 'pure-model-slices',
      comment: 'A model reads other slices only as types through their door, or their model.',
      severity: 'error',
      from: { path: '^src/([^/]+)/model/', pathNot: TEST },
      to: {
        path: ANY_SLICE,
        pathNot: ['^src/$1/model/', '^src/[^/]+/model/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-model-door',
      comment: 'A model takes even a type only from a door or a model, never from a file behind them.',
      severity: 'error',
      from: { path: '^src/([^/]+)/model/', pathNot: TEST },
      to: { path: ANY_SLICE, pathNot: ['^src/$1/model/', '^src/[^/]+/model/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'pure-model',
      comment: 'A model is pure: no database, page, network, file or package; only the pure parts of platform.',
      severity: 'error',
      from: { path: '^src/[^/]+/model/', pathNot: [TEST, '^src/(?:platform|statistics)/'] },
      to: { pathNot: [ANY_SLICE, '^src/platform/(?:guard|time|errors|access|text)/'] },
    },
    {
      name: 'statistics-alone',
      comment:
        'The methods are pure: they import nothing outside src/statistics but special functions, spatial indexes and contours; zod only where they meet the command line.',
      severity: 'error',
      from: { path: '^src/statistics/', pathNot: TEST },
      to: { pathNot: ['^src/statistics/', '(?:^|/)node_modules/(?:cephes|zod|kdbush|flatbush|d3-contour)/'] },
    },
    {
      name: 'platform-knows-no-slice',
      comment: 'The machinery knows no programme.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'pages-no-database',
      comment: 'A page takes HTML in and an act out; what it shows it asks the slice’s store for.',
      severity: 'error',
      from: { path: ['^src/[^/]+/pages/', `^src/(?:${PAGES_ONLY.join('|')})/`], pathNot: TEST },
      to: { path: DATABASE },
    },
    {
      name: 'no-tests-in-product',
      comment: 'What runs in a municipality contains no test code.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: [TEST, '^tests/', '(?:^|/)node_modules/(?:vitest|fast-check|playwright-core|axe-core)/'] },
    },
    {
      name: 'no-circular',
      comment: 'No cycles, not even of types.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment:
        'A file that nothing leads to from the server or the command line is dead. Workers are started by address.',
      severity: 'error',
      from: { path: ['^src/(?:server|cli)\\.ts$', '-worker\\.ts$'] },
      to: {
        path: '^src/',
        pathNot: [TEST, '^src/(?:server|cli)\\.ts$', '-worker\\.ts$', '\\.d\\.ts$'],
        reachable: false,
      },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere would also escape every rule above.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(?:^|/)node_modules/' },
    // A type that is imported is a thing that is known: it counts for the order like any other import.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
