import {
  addAktorAction,
  addPersonAction,
  aktorerCsv,
  aktorerJson,
  aktorerPage,
  aktorPage,
  changePersonAction,
  changePersonPage,
  endErsattareAction,
  endUppdragAction,
  ersattarePage,
  languageAction,
  makeLinkAction,
  oneTimeLinkAction,
  oneTimeLinkPage,
  setErsattareAction,
  signInPage,
  signOutAction,
} from './aktorer/index.ts'
import {
  answerSamradAction,
  arendenCsv,
  arendenJson,
  arendenPage,
  arendePage,
  attestAction,
  attestOrderAction,
  attestOrderPage,
  compareUtlatandePage,
  registerHandlingAction,
  registerHandlingPage,
  returnAction,
  samradAction,
  samradPage,
  shareArendeAction,
  utlatandePage,
} from './arenden/index.ts'
import { handlingPage, mallAction, mallPage, originalFile } from './handlingar/index.ts'
import { myPage } from './minsida/index.ts'
import { dropDraftAction, type Handler, type Route, saveDraftAction } from './platform/http/index.ts'
import { areasOf } from './platser/index.ts'
import { aboutPage, accessibilityPage, healthPage, startPage } from './publik/index.ts'
import * as remiss from './remiss/index.ts'
import * as program from './trygghetsprogram/index.ts'

function get(path: string, rule: string, handle: Handler): Route {
  return { method: 'GET', path, rule, handle }
}

function post(path: string, rule: string, handle: Handler): Route {
  return { method: 'POST', path, rule, handle }
}

const areas: Parameters<typeof aktorPage>[0] = (visit, aktorId) => areasOf(visit.db, aktorId)

/**
 * The whole URL surface. Each line names its rule: `public`, `signed-in` (what is shown is decided row by row by a policy), or the
 * act of a step table. The public lines are pinned in tests/access/.
 */
export const routes: readonly Route[] = [
  get('/', 'public', startPage),
  get('/om', 'public', aboutPage),
  get('/tillganglighet', 'public', accessibilityPage),
  get('/halsa', 'public', healthPage),
  get('/logga-in', 'public', signInPage),
  post('/logga-ut', 'public', signOutAction),
  get('/byt-person', 'public', changePersonPage),
  post('/byt-person', 'public', changePersonAction),
  get('/engangslank/:token', 'public', oneTimeLinkPage),
  post('/engangslank/:token', 'public', oneTimeLinkAction),
  post('/sprak', 'public', languageAction),

  get('/minsida', 'signed-in', myPage),
  get('/ersattare', 'signed-in', ersattarePage),
  post('/ersattare', 'aktorer.set-ersattare', setErsattareAction),
  post('/ersattare/:id/avsluta', 'aktorer.end-ersattare', endErsattareAction),
  post('/utkast', 'signed-in', saveDraftAction),
  post('/utkast/slang', 'signed-in', dropDraftAction),

  get('/programmet', 'public', program.programPage),
  get('/programmet/nytt', 'program.create', program.createProgramPage),
  post('/programmet/nytt', 'program.create', program.createProgramAction),
  get('/programmet/jamfor', 'public', program.comparePage),
  get('/programmet/versioner/:id', 'public', program.versionPage),
  post('/programmet/versioner/:id/ny-version', 'program.new-version', program.newVersionAction),
  get('/programmet/versioner/:id/passager/:passage', 'public', program.passagePage),
  get('/programmet/versioner/:id/passager/:passage/redigera', 'program.edit-passage', program.editPassagePage),
  post('/programmet/versioner/:id/passager/:passage/redigera', 'program.edit-passage', program.editPassageAction),
  get('/programmet/versioner/:id/passager/:passage/ny', 'program.add-passage', program.addPassagePage),
  post('/programmet/versioner/:id/passager/:passage/ny', 'program.add-passage', program.addPassageAction),
  get('/programmet/versioner/:id/passager/:passage/ta-bort', 'program.remove-passage', program.removePassagePage),
  post('/programmet/versioner/:id/passager/:passage/ta-bort', 'program.remove-passage', program.removePassageAction),

  get('/remisser', 'signed-in', remiss.remisserPage),
  get('/remisser.csv', 'signed-in', remiss.remisserCsv),
  get('/remisser.json', 'signed-in', remiss.remisserJson),
  get('/remisser/ny', 'remiss.create', remiss.createRemissPage),
  post('/remisser/ny', 'remiss.create', remiss.createRemissAction),
  get('/remisser/:id', 'signed-in', remiss.remissPage),
  get('/remisser/:id/redigera', 'remiss.edit', remiss.editRemissPage),
  post('/remisser/:id/redigera', 'remiss.edit', remiss.editRemissAction),
  get('/remisser/:id/instanser', 'remiss.choose-instanser', remiss.chooseInstanserPage),
  post('/remisser/:id/instanser', 'remiss.choose-instanser', remiss.chooseInstanserAction),
  get('/remisser/:id/kontrollera', 'remiss.send', remiss.checkRemissPage),
  post('/remisser/:id/skicka', 'remiss.send', remiss.sendRemissAction),
  get('/remisser/:id/avsluta', 'remiss.close', remiss.closeRemissPage),
  post('/remisser/:id/avsluta', 'remiss.close', remiss.closeRemissAction),
  get('/remisser/:id/sammanstallning', 'signed-in', remiss.compilePage),

  get('/remissinstanser/:id', 'signed-in', remiss.instansPage),
  get('/remissinstanser/:id/registrera', 'svar.register', remiss.registerRemissPage),
  post('/remissinstanser/:id/registrera', 'svar.register', remiss.registerRemissAction),
  post('/remissinstanser/:id/handlaggare', 'svar.assign', remiss.assignHandlaggareAction),
  post('/remissinstanser/:id/paborja', 'svar.begin', remiss.beginSvarAction),
  get('/remissinstanser/:id/inkommet', 'svar.receive', remiss.receiveSvarPage),
  post('/remissinstanser/:id/inkommet', 'svar.receive', remiss.receiveSvarAction),

  get('/remissvar/:id', 'signed-in', remiss.svarPage),
  get('/remissvar/:id/redigera', 'svar.write', remiss.editSvarPage),
  post('/remissvar/:id/redigera', 'svar.write', remiss.editSvarAction),
  get('/remissvar/:id/synpunkter/ny', 'svar.write', remiss.addSynpunktPage),
  post('/remissvar/:id/synpunkter/ny', 'svar.write', remiss.addSynpunktAction),
  get('/remissvar/:id/synpunkter/:synpunkt', 'svar.write', remiss.editSynpunktPage),
  post('/remissvar/:id/synpunkter/:synpunkt', 'svar.write', remiss.editSynpunktAction),
  post('/remissvar/:id/synpunkter/:synpunkt/ta-bort', 'svar.write', remiss.removeSynpunktAction),
  get('/remissvar/:id/kontrollera', 'svar.send', remiss.checkSvarPage),
  post('/remissvar/:id/skicka', 'svar.send', remiss.sendSvarAction),
  get('/remissvar/:id/lasning', 'svar.transcribe', remiss.lasningPage),
  post('/remissvar/:id/lasning', 'svar.transcribe', remiss.confirmReadingAction),

  post('/remissvar/:id/utlatande', 'utlatande.create', remiss.beginUtlatandeAction),
  get('/utlatanden/:id', 'signed-in', utlatandePage),
  get('/utlatanden/:id/redigera', 'utlatande.write', remiss.editUtlatandePage),
  post('/utlatanden/:id/redigera', 'utlatande.write', remiss.editUtlatandeAction),
  get('/utlatanden/:id/jamfor', 'signed-in', compareUtlatandePage),
  get('/utlatanden/:id/samrad', 'utlatande.ask-samrad', samradPage),
  post('/utlatanden/:id/samrad', 'utlatande.ask-samrad', samradAction),
  post('/utlatanden/:id/samradssvar', 'utlatande.answer-samrad', answerSamradAction),
  get('/utlatanden/:id/attest', 'utlatande.send-to-attest', attestOrderPage),
  post('/utlatanden/:id/attest', 'utlatande.send-to-attest', attestOrderAction),
  post('/utlatanden/:id/attestera', 'utlatande.attest', attestAction),
  post('/utlatanden/:id/atersand', 'utlatande.return', returnAction),

  get('/arenden', 'signed-in', arendenPage),
  get('/arenden.csv', 'signed-in', arendenCsv),
  get('/arenden.json', 'signed-in', arendenJson),
  get('/arenden/:id', 'signed-in', arendePage),
  post('/arenden/:id/dela', 'arende.share', shareArendeAction),
  get('/arenden/:id/handlingar/ny', 'arende.register-handling', registerHandlingPage),
  post('/arenden/:id/handlingar/ny', 'arende.register-handling', registerHandlingAction),

  get('/handlingar/:id', 'signed-in', handlingPage),
  get('/handlingar/:id/original', 'signed-in', originalFile),

  get('/mallar/tjansteutlatande', 'mall.edit', mallPage),
  post('/mallar/tjansteutlatande', 'mall.edit', mallAction),

  get('/aktorer', 'signed-in', aktorerPage),
  get('/aktorer.csv', 'signed-in', aktorerCsv),
  get('/aktorer.json', 'signed-in', aktorerJson),
  post('/aktorer', 'aktorer.add-aktor', addAktorAction),
  get('/aktorer/:id', 'signed-in', aktorPage(areas)),
  post('/aktorer/:id/personer', 'aktorer.add-person', addPersonAction(areas)),
  post('/aktorer/:id/avsluta', 'aktorer.end-uppdrag', endUppdragAction),
  post('/aktorer/:id/engangslank', 'aktorer.make-link', makeLinkAction(areas)),
]
