export { addSynpunkt } from './add-synpunkt.ts'
export { beginSvar } from './begin-svar.ts'
export { chooseInstanser } from './choose-instanser.ts'
export { closeRemiss } from './close-remiss.ts'
export { readCommand } from './commands.ts'
export { createRemiss } from './create-remiss.ts'
export { editRemiss } from './edit-remiss.ts'
export { editSvar } from './edit-svar.ts'
export { remissGapRules, remissKinds } from './links.ts'
export type { AnchoredSynpunkt } from './model/forankra.ts'
export { remissSteps } from './model/remiss-steps.ts'
export type { SvarForm, SynpunktSource } from './model/remissvar.ts'
export { type SvarState, svarSteps } from './model/svar-steps.ts'
export type { SynpunktKind } from './model/synpunkt.ts'
export { compilePage } from './pages/compile-pages.tsx'
export { createRemissAction, createRemissPage } from './pages/create-pages.tsx'
export {
  assignHandlaggareAction,
  beginSvarAction,
  instansPage,
  registerRemissAction,
  registerRemissPage,
} from './pages/instans-pages.tsx'
export { confirmReadingAction, lasningPage } from './pages/lasning-pages.tsx'
export {
  checkRemissPage,
  chooseInstanserAction,
  chooseInstanserPage,
  editRemissAction,
  editRemissPage,
  sendRemissAction,
} from './pages/prepare-pages.tsx'
export { receiveSvarAction, receiveSvarPage } from './pages/receive-pages.tsx'
export { remisserCsv, remisserJson, remisserPage } from './pages/remiss-list.tsx'
export { closeRemissAction, closeRemissPage, remissPage } from './pages/remiss-pages.tsx'
export { checkSvarPage, editSvarAction, editSvarPage, sendSvarAction, svarPage } from './pages/svar-pages.tsx'
export {
  addSynpunktAction,
  addSynpunktPage,
  editSynpunktAction,
  editSynpunktPage,
  removeSynpunktAction,
} from './pages/synpunkt-pages.tsx'
export { beginUtlatandeAction, editUtlatandeAction, editUtlatandePage } from './pages/utlatande-pages.tsx'
export { registerRemiss } from './register-remiss.ts'
export { sendRemiss } from './send-remiss.ts'
export { sendSvar } from './send-svar.ts'
export {
  type Instans,
  listInstanser,
  listRemisser,
  type Remiss,
} from './store.ts'
export type {
  Remissvar,
  Synpunkt,
} from './svar-store.ts'
export { svarTexts } from './svar-texts.ts'
export { remissTexts } from './texts.ts'
export { svarUtlatandeTexts } from './utlatande-texts.ts'
export { type HappenedLine, happenedFor, type WaitingLine, waitingFor } from './waiting.ts'
