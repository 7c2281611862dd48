export { addSynpunkt } from './add-synpunkt.ts'
export { beginSvar } from './begin-svar.ts'
export { svarBeslutTexts } from './beslut-texts.ts'
export { chooseInstanser } from './choose-instanser.ts'
export { closeRemiss } from './close-remiss.ts'
export { readCommand } from './commands.ts'
export { createRemiss } from './create-remiss.ts'
export { dropLinkFiles } from './drop-link-files.ts'
export { editRemiss } from './edit-remiss.ts'
export { editSvar } from './edit-svar.ts'
export { remissGapRules, remissKinds } from './links.ts'
export type { AnchoredSynpunkt } from './model/forankra.ts'
export { remissSteps } from './model/remiss-steps.ts'
export type { SvarForm, SynpunktSource } from './model/remissvar.ts'
export { type SvarState, svarSteps } from './model/svar-steps.ts'
export type { SynpunktKind } from './model/synpunkt.ts'
export { ownInstanser } from './own-instanser.ts'
export {
  abstainAction,
  abstainPage,
  answerAnstandAction,
  answerAnstandPage,
  askAnstandAction,
  askAnstandPage,
  noteLateAction,
  noteLatePage,
  resumeAction,
} from './pages/anstand-pages.tsx'
export { svarBeslutAction, svarBeslutPage } from './pages/beslut-pages.tsx'
export { compilePage } from './pages/compile-pages.tsx'
export { createRemissAction, createRemissPage } from './pages/create-pages.tsx'
export { archiveUtlatande, remissDocx, remissPdf, utlatandeDocx, utlatandePdf } from './pages/dokument-files.ts'
export {
  assignHandlaggareAction,
  beginSvarAction,
  instansPage,
  registerRemissAction,
  registerRemissPage,
} from './pages/instans-pages.tsx'
export { LageState } from './pages/labels.tsx'
export { confirmReadingAction, lasningPage } from './pages/lasning-pages.tsx'
export { planeringPage } from './pages/planering-pages.tsx'
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
export { sendSvarAction } from './pages/send-pages.ts'
export { checkSvarPage, editSvarAction, editSvarPage, svarPage } from './pages/svar-pages.tsx'
export { checkSvaraPage, sendSvaraAction, svaraAction, svaraPage } from './pages/svara-pages.tsx'
export { endSvarslankAction, makeSvarslankAction } from './pages/svarslank-sender.tsx'
export {
  addSynpunktAction,
  addSynpunktPage,
  editSynpunktAction,
  editSynpunktPage,
  removeSynpunktAction,
} from './pages/synpunkt-pages.tsx'
export { beginUtlatandeAction, editUtlatandeAction, editUtlatandePage } from './pages/utlatande-pages.tsx'
export { readWordAction, saveWordAction, wordPage } from './pages/word-pages.tsx'
export { planeringTexts } from './planering-texts.ts'
export { registerRemiss } from './register-remiss.ts'
export { registerSvarBeslut } from './register-svar-beslut.ts'
export { remindAll } from './remind-all.ts'
export { sendRemiss } from './send-remiss.ts'
export { sendSvar } from './send-svar.ts'
export {
  dueOf,
  findRemiss,
  type Instans,
  listInstanser,
  listRemisser,
  type Remiss,
} from './store.ts'
export { svarDaysFor, svarDaysOf } from './svar-days.ts'
export { findSvar, type Remissvar } from './svar-store.ts'
export { svarTexts } from './svar-texts.ts'
export { svaraTexts } from './svara-texts.ts'
export type { Synpunkt } from './synpunkt-store.ts'
export { remissTexts } from './texts.ts'
export { svarUtlatandeTexts } from './utlatande-texts.ts'
export { dueOfUtlatanden, type HappenedLine, happenedFor, waitingFor } from './waiting.ts'
