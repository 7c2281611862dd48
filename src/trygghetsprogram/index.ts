export { addPassage } from './add-passage.ts'
export { editPassage } from './edit-passage.ts'
export { programKinds } from './links.ts'
export { fromMarkdown, toMarkdown } from './model/markdown.ts'
export {
  type Avsnitt,
  type Block,
  FOKUSOMRADEN,
  type Fokusomrade,
  type Inline,
  PASSAGE_KINDS,
  type Passage,
  type PassageKind,
  type ProgramText,
  plainText,
} from './model/passage.ts'
export { type ProgramStatus, programSteps } from './model/steps.ts'
export { diffVersions } from './model/version-diff.ts'
export { newVersion } from './new-version.ts'
export { Blocks, type MarkedRange } from './pages/blocks.tsx'
export {
  addPassageAction,
  addPassagePage,
  editPassageAction,
  editPassagePage,
  passagePage,
  removePassageAction,
  removePassagePage,
} from './pages/passage-pages.tsx'
export { PassageView, ProgramArticle } from './pages/program-article.tsx'
export {
  avsnittOptions,
  comparePage,
  newVersionAction,
  ProgramState,
  passageOptions,
  programPage,
  versionPage,
} from './pages/program-pages.tsx'
export { removePassage } from './remove-passage.ts'
export {
  findVersion,
  insertProgram,
  insertText,
  insertVersion,
  listVersions,
  lockVersion,
  type ProgramVersion,
  programPolicy,
  programSituation,
  readText,
  setVersionStatus,
  versionById,
  versionInForce,
} from './store.ts'
export { programTexts } from './texts.ts'
