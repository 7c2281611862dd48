export { readCsvRows } from './interface/csv-rows.ts'
export { METHODS, pieceworkOf } from './interface/methods.ts'
export { runMethod, runMethodInParts, type StatMethod, schemaOf } from './interface/stat-method.ts'
export { StatisticsInvalid } from './invalid.ts'
