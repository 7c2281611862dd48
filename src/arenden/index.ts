export { begaranTexts } from './begaran-texts.ts'
export { diarietTexts } from './diariet-texts.ts'
export { arendeKind, begaranKind, utlatandeKind } from './links.ts'
export { handlaggareOf } from './mail.ts'
export { begaranSteps } from './model/begaran-steps.ts'
export { arendeSteps } from './model/steps.ts'
export { partsOf, type UtlatandeText } from './model/utlatande.ts'
export { utlatandeSteps } from './model/utlatande-steps.ts'
export { arendenCsv, arendenJson, arendenPage } from './pages/arende-list.tsx'
export { arendePage, shareArendeAction } from './pages/arende-pages.tsx'
export {
  answerSamradAction,
  attestAction,
  attestOrderAction,
  attestOrderPage,
  returnAction,
  samradAction,
  samradPage,
} from './pages/attest-pages.tsx'
export {
  chooseHandlingarAction,
  examineHandlingAction,
  fetchCopyAction,
  newBegaranAction,
  newBegaranPage,
  refuseBegaranAction,
  releaseBegaranAction,
} from './pages/begaran-actions.tsx'
export { begarandenCsv, begarandenJson, begarandenPage } from './pages/begaran-list.tsx'
export { begaranPage } from './pages/begaran-pages.tsx'
export { closeArendeAction, closeArendePage, reopenArendeAction } from './pages/close-pages.tsx'
export { diariumCsv, diariumJson, diariumPage } from './pages/diarium-pages.tsx'
export { IncomingFields, proposeIncoming, readIncomingMail } from './pages/incoming-form.tsx'
export { addMaterialAction, addMaterialPage } from './pages/material-pages.tsx'
export { paketAction, paketPage } from './pages/paket-pages.tsx'
export { registerHandlingAction, registerHandlingPage } from './pages/register-pages.tsx'
export { compareUtlatandePage, utlatandePage } from './pages/utlatande-pages.tsx'
export { UtlatandeStateLabel } from './pages/utlatande-parts.tsx'
export { fileIncoming } from './register-handling.ts'
export { samradDaysFor } from './samrad-days.ts'
export {
  type Arende,
  arendePolicy,
  attachHandling,
  findArende,
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
  listUtlatanden,
  lockUtlatande,
  setUtlatandeState,
  type Utlatande,
} from './utlatande-store.ts'
export { utlatandeTexts } from './utlatande-texts.ts'
export { type UtlatandeWaiting, utlatandeWaitingFor } from './waiting.ts'
export { writeUtlatandeText } from './write-utlatande.ts'
