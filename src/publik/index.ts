export { aboutPage, accessibilityPage, healthPage, startPage } from './pages/public-pages.tsx'
export { publikTexts } from './texts.ts'
