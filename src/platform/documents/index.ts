export { type PdfStandard, type Typeset, TypesettingFailed, Typst } from './typst.ts'
