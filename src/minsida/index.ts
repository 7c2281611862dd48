export { calendarFile } from './pages/calendar-file.ts'
export { myPage } from './pages/my-page.tsx'
export {
  endCalendarAction,
  makeCalendarAction,
  settingsAction,
  settingsPage,
} from './pages/settings-pages.tsx'
export { mailPage, retryMailAction, utkorgPage } from './pages/utkorg-pages.tsx'
export { minsidaTexts } from './texts.ts'
