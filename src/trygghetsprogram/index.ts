export { programKinds } from './links.ts'
export {
  type Avsnitt,
  FOKUSOMRADEN,
  type Fokusomrade,
  PASSAGE_KINDS,
  type Passage,
  type PassageKind,
  type ProgramText,
} from './model/passage.ts'
export { type ProgramStatus, programSteps } from './model/steps.ts'
export { createProgramAction, createProgramPage } from './pages/create-pages.tsx'
export {
  addPassageAction,
  addPassagePage,
  editPassageAction,
  editPassagePage,
  passagePage,
  removePassageAction,
  removePassagePage,
} from './pages/passage-pages.tsx'
export { PassageView } from './pages/program-article.tsx'
export {
  avsnittOptions,
  comparePage,
  newVersionAction,
  passageOptions,
  programPage,
  versionPage,
} from './pages/program-pages.tsx'
export {
  findVersion,
  insertProgram,
  insertText,
  insertVersion,
  listVersions,
  lockVersion,
  type ProgramVersion,
  programPolicy,
  readText,
  setVersionStatus,
  versionById,
} from './store.ts'
export { programTexts } from './texts.ts'
