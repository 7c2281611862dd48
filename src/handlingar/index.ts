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
  PDF_STANDARD_NOTE,
} from './model/dokument.ts'
export type { Handling, HandlingKind, HandlingState } from './model/handling.ts'
export { type ReadField, type Reading, readDocument } from './model/lasning/index.ts'
export type { Mall, MallSection } from './model/mall.ts'
export { mallSteps } from './model/mall-steps.ts'
export { HandlingNotices, handlingPage, OriginalLink, originalFile } from './pages/handling-pages.tsx'
export { mallAction, mallPage } from './pages/mall-pages.tsx'
export { type ReceivedFile, receiveFile } from './receive-file.ts'
export {
  confirmLasning,
  findHandling,
  findLasning,
  handlingarById,
  handlingPolicy,
  insertHandling,
  insertLasning,
  type Lasning,
} from './store.ts'
export { renderPdf } from './render/render-pdf.ts'
export { handlingarTexts } from './texts.ts'
