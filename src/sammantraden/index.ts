export { addSammantrade } from './add-sammantrade.ts'
export { fileBeslut } from './file-beslut.ts'
export { sammantradenKinds } from './links.ts'
export { type BeslutInput, POINT_FATES, type PointFate, proposedFate } from './model/beslut.ts'
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
export {
  addPunktAction,
  addSammantradeAction,
  PunktCard,
  sammantradenPage,
  sammantradePage,
} from './pages/sammantrade-pages.tsx'
export { listPunkter, listSammantraden, type Sammantrade, sammantradeOf } from './store.ts'
export { sammantradenTexts } from './texts.ts'
