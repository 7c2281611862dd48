export { areasOf, insertOmrade, insertTackning } from './store.ts'
