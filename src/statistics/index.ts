export { readCsvRows } from './interface/csv-rows.ts'
export { METHODS } from './interface/methods.ts'
export { runMethod, type StatMethod, schemaOf } from './interface/stat-method.ts'
export { StatisticsInvalid } from './invalid.ts'
