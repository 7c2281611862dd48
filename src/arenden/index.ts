export { arendeKind } from './links.ts'
export { arendeSteps } from './model/steps.ts'
export { arendenCsv, arendenJson, arendenPage, arendePage, shareArendeAction } from './pages/arende-pages.tsx'
export { IncomingFields, readIncoming } from './pages/incoming-form.tsx'
export { registerHandlingAction, registerHandlingPage } from './pages/register-pages.tsx'
export { fileIncoming } from './register-handling.ts'
export {
  type Arende,
  arendePolicy,
  attachHandling,
  insertArende,
  insertShares,
  listArenden,
  setHandlaggare,
} from './store.ts'
export { arendenTexts } from './texts.ts'
