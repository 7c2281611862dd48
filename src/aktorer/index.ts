export { aktorerSituation, demandAktorer } from './access.ts'
export { adminLinkCommand, initCommand } from './commands.ts'
export { bodyCalendarMadeAt, calendarOwner, findOwnSettings, type OwnSettings, phoneOf } from './contact-store.ts'
export { endBodyCalendar } from './end-body-calendar.ts'
export { listErsattare, standsInFor } from './ersattare-store.ts'
export { makeBodyCalendar } from './make-body-calendar.ts'
export {
  AKTOR_KINDS,
  type Aktor,
  type AktorKind,
  hasDiary,
  MUNICIPAL_ROLES,
  ROLES,
  type Role,
  WRITING_ROLES,
} from './model/aktor.ts'
export { aktorerSteps } from './model/steps.ts'
export {
  NOTICES,
  type Notice,
  notifyAktorer,
  notifyPersons,
  type ReminderAddresses,
  reminderAddresses,
  sendDigests,
  type Telling,
} from './notify.ts'
export { chooseNotices, endCalendar, makeCalendar } from './own-settings.ts'
export {
  type AreaReader,
  addAktorAction,
  addPersonAction,
  aktorerCsv,
  aktorerJson,
  aktorerPage,
  aktorPage,
  makeLinkAction,
} from './pages/aktorer-pages.tsx'
export { contactAction, contactPage } from './pages/contact-pages.tsx'
export { endUppdragAction, endUppdragPage } from './pages/end-uppdrag-pages.tsx'
export { endErsattareAction, ersattarePage, setErsattareAction } from './pages/ersattare-pages.tsx'
export { itemRail } from './pages/item-rail.ts'
export {
  changePersonAction,
  changePersonPage,
  languageAction,
  oneTimeLinkAction,
  oneTimeLinkPage,
  signInPage,
  signOutAction,
} from './pages/sign-in-pages.tsx'
export { retryMail } from './retry-mail.ts'
export {
  findAktor,
  insertAktor,
  insertPerson,
  insertUppdrag,
  listAktorer,
  listPersons,
  loadActor,
  type Person,
  personNames,
} from './store.ts'
export { aktorerTexts } from './texts.ts'
