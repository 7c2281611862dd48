export { myPage } from './pages/my-page.tsx'
export { minsidaTexts } from './texts.ts'
