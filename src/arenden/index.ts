export { arendeKind, utlatandeKind } from './links.ts'
export { arendeSteps } from './model/steps.ts'
export type { UtlatandeText } from './model/utlatande.ts'
export { utlatandeSteps } from './model/utlatande-steps.ts'
export { arendenCsv, arendenJson, arendenPage, arendePage, shareArendeAction } from './pages/arende-pages.tsx'
export {
  answerSamradAction,
  attestAction,
  attestOrderAction,
  attestOrderPage,
  returnAction,
  samradAction,
  samradPage,
} from './pages/attest-pages.tsx'
export { IncomingFields, readIncoming } from './pages/incoming-form.tsx'
export { registerHandlingAction, registerHandlingPage } from './pages/register-pages.tsx'
export { compareUtlatandePage, utlatandePage } from './pages/utlatande-pages.tsx'
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
export { demandUtlatande, standingOf } from './utlatande-access.ts'
export {
  findUtlatande,
  insertUtlatande,
  lockUtlatande,
  type Utlatande,
} from './utlatande-store.ts'
export { utlatandeTexts } from './utlatande-texts.ts'
export { type UtlatandeWaiting, utlatandeWaitingFor } from './waiting.ts'
export { writeUtlatandeText } from './write-utlatande.ts'
