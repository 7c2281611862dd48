export { addSammantrade } from './add-sammantrade.ts'
export { fileBeslut } from './file-beslut.ts'
export { sammantradenKinds } from './links.ts'
export { type BeslutInput, hasJustering, POINT_FATES, type PointFate, proposedFate } from './model/beslut.ts'
export { beslutSteps, sammantradeSteps } from './model/beslut-steps.ts'
export { BeslutFields, readBeslut } from './pages/beslut-fields.tsx'
export {
  adjustAction,
  beslutPage,
  delegationCsv,
  delegationJson,
  delegationPage,
  postNoticeAction,
  reportAction,
} from './pages/beslut-pages.tsx'
export { endBodyCalendarAction, MEETINGS_BACK_DAYS, makeBodyCalendarAction, organPage } from './pages/organ-pages.tsx'
export {
  addPunktAction,
  addSammantradeAction,
  cancelSammantradeAction,
  PunktCard,
  sammantradenPage,
  sammantradePage,
} from './pages/sammantrade-pages.tsx'
export { beslutDocx, beslutPdf, utdragAction, utdragPage } from './pages/utdrag-pages.tsx'
export { postNotice } from './post-notice.ts'
export {
  findBeslut,
  listPunkter,
  listSammantraden,
  type Sammantrade,
  sammantradeDaysOf,
  sammantradeOf,
} from './store.ts'
export { sammantradenTexts } from './texts.ts'
export { utdragDokument } from './utdrag-dokument.ts'
export { beslutWaitingFor } from './waiting.ts'
