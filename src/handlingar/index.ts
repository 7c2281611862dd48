export { adjustHandling } from './adjust-handling.ts'
export { mayEditMall } from './edit-mall.ts'
export { handlingKind } from './links.ts'
export { readMall } from './mall-store.ts'
export { markSekretess } from './mark-sekretess.ts'
export { maskHandling } from './mask-handling.ts'
export { type MaskadKopia, maskadeKopior } from './maskad-kopia-store.ts'
export { checkDiarienummer, normaliseDiarienummer } from './model/diarienummer.ts'
export {
  ATTEST_SENTENCE,
  type Dokument,
  type DokumentKind,
  type DokumentPart,
  type DokumentSection,
  type DokumentSynpunkt,
  ORIGIN_PROPERTY,
  synpunktProperty,
  VERSION_PROPERTY,
} from './model/dokument.ts'
export type { Handling, HandlingKind, HandlingState, NewHandling } from './model/handling.ts'
export { handlingSteps } from './model/handling-steps.ts'
export { type Formula, readFormula, readImmediateAdjustment } from './model/lasning/decision-wording.ts'
export { type ReadField, type Reading, readDocument } from './model/lasning/index.ts'
export type { DocxLoss, LastDocx } from './model/last-docx.ts'
export type { Mall, MallSection } from './model/mall.ts'
export { mallSteps } from './model/mall-steps.ts'
export { docxAnswer, pdfAnswer } from './pages/dokument-answer.ts'
export {
  adjustHandlingAction,
  expedieraHandlingAction,
  markSekretessAction,
  maskHandlingAction,
  unmarkSekretessAction,
} from './pages/handling-actions.ts'
export { HandlingNotices, handlingPage, maskedFile, OriginalLink, originalFile } from './pages/handling-pages.tsx'
export { mallAction, mallPage } from './pages/mall-pages.tsx'
export { type ReceivedFile, receiveFile } from './receive-file.ts'
export { isMail, proposeFromMail, type ReceivedMail, receiveMail } from './receive-mail.ts'
export { readDocx } from './render/read-docx.ts'
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
  lockHandling,
  makeAllman,
  saveSekretess,
} from './store.ts'
export { handlingarTexts } from './texts.ts'
