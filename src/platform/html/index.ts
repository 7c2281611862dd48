export { type ActChoice, ActList, RefusalText } from './act-list.tsx'
export { Blocks, type MarkedRange } from './blocks.tsx'
export { useView, type View } from './context.ts'
export { Day, Moment } from './date.tsx'
export { DraftNotice } from './draft-notice.tsx'
export {
  Choices,
  DateField,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  type FormValues,
  type Option,
  Select,
  TextArea,
  TextField,
} from './form.tsx'
export { Layout, type NavEntry } from './layout.tsx'
export {
  type Column,
  csvAnswer,
  jsonAnswer,
  ListFilters,
  type ListQuery,
  ListTable,
  PAGE_SIZE,
  readListQuery,
} from './list.tsx'
export { type MergeField, MergePage, WordDiff } from './merge.tsx'
export { type Crumb, Crumbs, Empty, KeyValues, Notice, State, type Tone } from './parts.tsx'
export { platformTexts } from './platform-texts.ts'
export { type HistoryLine, RailAside } from './rail.tsx'
export { Catalogue, type Lang, type Texts, type Translate } from './texts.ts'
