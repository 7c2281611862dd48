export * from './links.ts'
export { visible } from './visible.ts'
