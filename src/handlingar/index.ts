export { handlingKind } from './links.ts'
export { checkDiarienummer, normaliseDiarienummer } from './model/diarienummer.ts'
export type { Handling, HandlingKind, HandlingState } from './model/handling.ts'
export { type ReadField, type Reading, readDocument } from './model/lasning/index.ts'
export { HandlingNotices, handlingPage, OriginalLink, originalFile } from './pages/handling-pages.tsx'
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
export { handlingarTexts } from './texts.ts'
