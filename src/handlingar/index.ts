export { mayEditMall } from './edit-mall.ts'
export { handlingKind } from './links.ts'
export { readMall } from './mall-store.ts'
export { checkDiarienummer, normaliseDiarienummer } from './model/diarienummer.ts'
export {
  ATTEST_SENTENCE,
  type Dokument,
  type DokumentPart,
  type DokumentSection,
  type DokumentSynpunkt,
} from './model/dokument.ts'
export type { Handling, HandlingKind, HandlingState, NewHandling } from './model/handling.ts'
export { handlingSteps } from './model/handling-steps.ts'
export { type Formula, readFormula, readImmediateAdjustment } from './model/lasning/decision-wording.ts'
export { type ReadField, type Reading, readDocument } from './model/lasning/index.ts'
export type { Mall, MallSection } from './model/mall.ts'
export { mallSteps } from './model/mall-steps.ts'
export {
  adjustHandlingAction,
  expedieraHandlingAction,
  markSekretessAction,
  unmarkSekretessAction,
} from './pages/handling-actions.ts'
export { HandlingNotices, handlingPage, OriginalLink, originalFile } from './pages/handling-pages.tsx'
export { mallAction, mallPage } from './pages/mall-pages.tsx'
export { isEml, proposeFromEml, type ReceivedEml, receiveEml } from './receive-eml.ts'
export { type ReceivedFile, receiveFile } from './receive-file.ts'
export { renderDocx } from './render/render-docx.ts'
export { renderPdf } from './render/render-pdf.ts'
export {
  confirmLasning,
  destroyArbetsmaterial,
  findHandling,
  findLasning,
  handlingarById,
  handlingPolicy,
  insertHandling,
  insertLasning,
  type Lasning,
  makeAllman,
} from './store.ts'
export { handlingarTexts } from './texts.ts'
