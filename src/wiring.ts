import type { Hono } from 'hono'
import { aktorerSteps, aktorerTexts, loadActor, sendDigests } from './aktorer/index.ts'
import {
  arendeKind,
  arendenTexts,
  arendeSteps,
  begaranKind,
  begaranSteps,
  begaranTexts,
  diarietTexts,
  dropDrafts,
  utlatandeKind,
  utlatandeSteps,
  utlatandeTexts,
} from './arenden/index.ts'
import { handlingarTexts, handlingKind, handlingSteps, mallSteps } from './handlingar/index.ts'
import { minsidaTexts } from './minsida/index.ts'
import type { Process } from './platform/access/index.ts'
import type { Config } from './platform/config/config.ts'
import type { Database } from './platform/db/index.ts'
import type { Typst } from './platform/documents/index.ts'
import type { FileStore } from './platform/files/file-store.ts'
import { Catalogue, type NavEntry, platformTexts } from './platform/html/index.ts'
import { type Assets, makeApp, type Route } from './platform/http/index.ts'
import { type Job, onArbetsdagar } from './platform/jobs/index.ts'
import { LinkRegistry } from './platform/links/index.ts'
import { type Clock, swedishDay } from './platform/time/clock.ts'
import { publikTexts } from './publik/index.ts'
import {
  dropLinkFiles,
  planeringTexts,
  remindAll,
  remissGapRules,
  remissKinds,
  remissSteps,
  remissTexts,
  svaraTexts,
  svarBeslutTexts,
  svarSteps,
  svarTexts,
  svarUtlatandeTexts,
} from './remiss/index.ts'
import { routes } from './routes.ts'
import { beslutSteps, sammantradenKinds, sammantradenTexts, sammantradeSteps } from './sammantraden/index.ts'
import { programKinds, programSteps, programTexts } from './trygghetsprogram/index.ts'

/** The main menu. The four verbs join it as their slices come. */
const NAV: NavEntry[] = [
  { href: '/', key: 'nav.start', isPublic: true },
  { href: '/minsida', key: 'nav.minsida' },
  { href: '/programmet', key: 'nav.programmet', isPublic: true },
  { href: '/remisser', key: 'nav.remisser', isSub: true },
  { href: '/arenden', key: 'nav.arenden' },
  { href: '/diarium', key: 'nav.diarium', isSub: true },
  { href: '/begaranden', key: 'nav.begaranden', isSub: true },
  { href: '/sammantraden', key: 'nav.sammantraden', isSub: true },
  { href: '/aktorer', key: 'nav.aktorer' },
]

/** Every step table, for the diagrams and for the tests that go through all of them. */
export const processes: readonly Process[] = [
  remissSteps,
  svarSteps,
  programSteps,
  arendeSteps,
  handlingSteps,
  begaranSteps,
  utlatandeSteps,
  sammantradeSteps,
  beslutSteps,
  mallSteps,
  aktorerSteps,
]

/** All texts of the program. */
export function makeCatalogue(): Catalogue {
  const catalogue = new Catalogue()
  for (const texts of [
    platformTexts,
    aktorerTexts,
    handlingarTexts,
    arendenTexts,
    diarietTexts,
    begaranTexts,
    utlatandeTexts,
    programTexts,
    remissTexts,
    svarTexts,
    svaraTexts,
    svarBeslutTexts,
    planeringTexts,
    sammantradenTexts,
    svarUtlatandeTexts,
    minsidaTexts,
    publikTexts,
  ]) {
    catalogue.add(texts)
  }
  return catalogue
}

/** All kinds of item and all gap rules of the program. */
export function makeLinks(): LinkRegistry {
  const links = new LinkRegistry()
  for (const kind of [
    ...programKinds,
    ...sammantradenKinds,
    ...remissKinds,
    arendeKind,
    utlatandeKind,
    handlingKind,
    begaranKind,
  ])
    links.addKind(kind)
  for (const rule of remissGapRules) links.addRule(rule)
  return links
}

/** What is done by itself, and when. Reminders come before the digests, so that a morning's mail is one morning's. */
export const jobs: readonly Job[] = [
  {
    name: 'paminnelser',
    isDue: onArbetsdagar('06:30'),
    run: (database, now) => remindAll(database, swedishDay(now), now),
  },
  // Before the day begins, so that nobody meets a draft that goes while it is being looked at.
  { name: 'utkast', isDue: onArbetsdagar('03:00'), run: (database, now) => dropDrafts(database, swedishDay(now), now) },
  {
    name: 'svarslankars-filer',
    isDue: onArbetsdagar('03:15'),
    run: (database, now) => dropLinkFiles(database, swedishDay(now), now),
  },
  { name: 'sammanfattningar', isDue: onArbetsdagar('07:00'), run: (database, now) => sendDigests(database, now) },
]

export interface WireParts {
  config: Config
  database: Database
  clock: Clock
  files: FileStore
  typst: Typst
  municipality: string
  isDemo: boolean
  assets: Assets
  report(reference: string, error: unknown): void
}

/** Puts the program together: the only place that knows every slice. */
export function wire(parts: WireParts): {
  app: Hono
  links: LinkRegistry
  catalogue: Catalogue
  routes: readonly Route[]
} {
  const links = makeLinks()
  const catalogue = makeCatalogue()
  const app = makeApp({ ...parts, links, catalogue, routes, nav: NAV, loadActor })
  return { app, links, catalogue, routes }
}
