export { addMaterial } from './add-material.ts'
export { begaranTexts } from './begaran-texts.ts'
export { chooseHandlingar } from './choose-handlingar.ts'
export { closeArende } from './close-arende.ts'
export { diarietTexts } from './diariet-texts.ts'
export { dropDrafts } from './drop-drafts.ts'
export { examineHandling } from './examine-handling.ts'
export { arendeKind, begaranKind, utlatandeKind } from './links.ts'
export { handlaggareOf } from './mail.ts'
export { begaranSteps } from './model/begaran-steps.ts'
export { arendeSteps } from './model/steps.ts'
export { partsOf, type UtlatandeText } from './model/utlatande.ts'
export { utlatandeSteps } from './model/utlatande-steps.ts'
export { compareWord, fromWord, pointsGone, type WordNote, type WordPart } from './model/word-utlatande.ts'
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
export { IncomingFields, proposeIncoming, readIncoming } from './pages/incoming-form.tsx'
export { addMaterialAction, addMaterialPage } from './pages/material-pages.tsx'
export { paketAction, paketPage } from './pages/paket-pages.tsx'
export { registerHandlingAction, registerHandlingPage } from './pages/register-pages.tsx'
export { compareUtlatandePage, utlatandePage } from './pages/utlatande-pages.tsx'
export { UtlatandeStateLabel } from './pages/utlatande-parts.tsx'
export { registerBegaran } from './register-begaran.ts'
export { fileAttachments, fileIncoming, registerHandling } from './register-handling.ts'
export { unusedFiles } from './rensning-store.ts'
export { samradDaysFor } from './samrad-days.ts'
export {
  type Arende,
  arendePolicy,
  attachHandling,
  findArende,
  holdArende,
  insertArende,
  insertShares,
  listArenden,
  setCounterpart,
  setHandlaggare,
} from './store.ts'
export { arendenTexts } from './texts.ts'
export { demandUtlatande, standingOf } from './utlatande-access.ts'
export {
  findUtlatande,
  insertUtlatande,
  listUtlatanden,
  listUtlatandeVersions,
  lockUtlatande,
  setUtlatandeState,
  type Utlatande,
  utlatandenById,
} from './utlatande-store.ts'
export { utlatandeTexts } from './utlatande-texts.ts'
export { begaranWaitingFor, utlatandeWaitingFor, type Waiting } from './waiting.ts'
export { writeUtlatandeText } from './write-utlatande.ts'
