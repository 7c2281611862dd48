import { findAktor, hasDiary, itemRail, listPersons, type Person, WRITING_ROLES } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import {
  type ActChoice,
  ActList,
  Crumbs,
  DateField,
  Day,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  KeyValues,
  Notice,
  type Option,
  RailAside,
  Select,
  TextField,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { visible } from '../../platform/links/index.ts'
import { readText } from '../../trygghetsprogram/index.ts'
import { listAnstand } from '../anstand-store.ts'
import { assignHandlaggare } from '../assign-handlaggare.ts'
import { beginSvar } from '../begin-svar.ts'
import { receivingAct, svarSteps } from '../model/svar-steps.ts'
import { registerRemiss } from '../register-remiss.ts'
import { dueOf, findInstans, type Instans, listFragor, type Remiss, svarSituation } from '../store.ts'
import { findSvar, listSvar } from '../svar-store.ts'
import { repliesByLink } from '../svarslank-store.ts'
import { untoldOf } from '../untold.ts'
import { AnstandList, extensionActs } from './anstand-pages.tsx'
import { LageState } from './labels.tsx'
import { Missiv } from './remiss-pages.tsx'
import { svarslankSection } from './svarslank-sender.tsx'

function canWrite(person: Person, aktorId: string): boolean {
  return person.uppdrag.some(
    (uppdrag) => uppdrag.aktorId === aktorId && (WRITING_ROLES as readonly string[]).includes(uppdrag.role),
  )
}

async function handlaggareOptions(visit: Visit, aktorId: string): Promise<Option[]> {
  const persons = await listPersons(visit.db, visit.today, aktorId)
  return persons
    .filter((person) => canWrite(person, aktorId))
    .map((person) => ({ value: person.id, label: `${person.name}, ${person.title}` }))
}

function crumbs(visit: Visit, remiss: Remiss, instans: Instans, last?: string) {
  const base = [
    { href: '/remisser', label: visit.t('remiss.list-title') },
    { href: `/remisser/${remiss.id}`, label: remiss.title },
  ]
  return last
    ? [...base, { href: `/remissinstanser/${instans.id}`, label: instans.aktorName }, { label: last }]
    : [...base, { label: instans.aktorName }]
}

/** GET /remissinstanser/:id: the remiss as one body has it – its own number, who prepares, how far it has come */
export async function instansPage(visit: Visit): Promise<Response> {
  return showInstans(visit, emptyForm)
}

async function showInstans(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const { instans, remiss } = await findInstans(visit.db, visit.actor, idParam(visit))
  const svar = await listSvar(visit.db, visit.actor, { instansId: instans.id })
  const situation = svarSituation(remiss, instans)
  const choice = (
    act: 'register' | 'begin' | 'receive' | 'receive-more',
    path: string,
    method: 'get' | 'post',
  ): ActChoice => {
    const verdict = judge(svarSteps, act, visit.actor, situation)
    return {
      label: t(`svar.${act}`),
      href: `/remissinstanser/${instans.id}/${path}`,
      method,
      version: method === 'post' ? instans.version : undefined,
      ...(!verdict.allowed && { refusal: verdict.refusal }),
    }
  }
  const requests = await listAnstand(visit.db, instans.id)
  const acts: ActChoice[] = [
    choice('register', 'registrera', 'get'),
    choice('begin', 'paborja', 'post'),
    choice(receivingAct(instans.lage), 'inkommet', 'get'),
    ...extensionActs(visit, instans, remiss, requests),
  ]
  const draft = svar.find((one) => !one.isSent)
  if (draft) acts.unshift({ label: t('svar.open-draft'), href: `/remissvar/${draft.id}`, method: 'get' })
  const assign = judge(svarSteps, 'assign', visit.actor, situation)
  const { rail, history } = await itemRail(
    visit,
    { kind: 'remiss', id: remiss.id },
    [{ kind: 'remissinstans', id: instans.id }],
    untoldOf(visit.actor, remiss),
  )
  const due = dueOf(instans, remiss)
  const joint = instans.jointReply
  const isJointSeen = joint !== null && (await visible(() => findSvar(visit.db, visit.actor, joint.svarId))).length > 0
  const byLink = await repliesByLink(visit.db, instans.id)
  const fragor = await listFragor(visit.db, remiss.id)
  const text = await readText(visit.db, remiss.programVersionId)
  return visit.html(
    `${instans.aktorName}: ${remiss.title}`,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={crumbs(visit, remiss, instans)} />
      <h1>
        {t('svar.title', { title: remiss.title })} <span className="dnr">{instans.diarienummer}</span>
      </h1>
      <p className="statusline">
        <LageState instans={instans} remiss={remiss} />{' '}
        <span className="meta">
          {instans.aktorName} · {t('remiss.svar-senast')} {due && <Day day={due} />}
        </span>
      </p>
      {joint && (
        <Notice tone="info">
          {t('svar.joint-explain', { aktor: joint.aktorName })}{' '}
          {isJointSeen && <a href={`/remissvar/${joint.svarId}`}>{t('svar.open-joint')}</a>}
        </Notice>
      )}
      <ActList acts={acts}>
        {assign.allowed && (
          <details open={form.errors.length > 0}>
            <summary>{t('svar.assign')}</summary>
            <Form action={`/remissinstanser/${instans.id}/handlaggare`} version={instans.version} form={form}>
              <Select
                form={form}
                name="handlaggare"
                label={t('arenden.handlaggare')}
                options={await handlaggareOptions(visit, instans.aktorId)}
              />
              <button type="submit">{t('svar.assign')}</button>
            </Form>
          </details>
        )}
      </ActList>
      {await svarslankSection(visit, instans, remiss)}
      <div className="item">
        <div>
          <KeyValues
            rows={[
              [t('svar.own-dnr'), instans.diarienummer],
              [t('svar.senders-dnr'), remiss.diarienummer],
              [t('remiss.sender'), remiss.ownerName],
              [t('handlingar.received-on'), instans.receivedOn && <Day key="d" day={instans.receivedOn} />],
              [t('arenden.handlaggare'), instans.handlaggareName],
              [
                t('remiss.programme'),
                <a key="p" href={`/programmet/versioner/${remiss.programVersionId}`}>
                  {t('svar.read-programme')}
                </a>,
              ],
            ]}
          />
          <AnstandList requests={requests} />
          {instans.abstainedBecause && (
            <p>
              {t('svar.abstained-because')} {instans.abstainedBecause}
            </p>
          )}
          {svar.some((one) => one.isSent) && (
            <>
              <h2>{t('svar.replies')}</h2>
              <ul>
                {svar
                  .filter((one) => one.isSent)
                  .map((one) => (
                    <li key={one.id}>
                      <a href={`/remissvar/${one.id}`}>{t(`svar.form.${one.form}`)}</a>{' '}
                      {one.receivedOn && <Day day={one.receivedOn} />}{' '}
                      {byLink.has(one.id) && <span className="meta">{t('svarslank.came')}</span>}
                      {one.supersededBy && <span className="meta"> {t('svar.superseded')}</span>}
                    </li>
                  ))}
              </ul>
            </>
          )}
          <h2>{t('remiss.missiv')}</h2>
          <Missiv view={{ remiss, fragor, text }} />
        </div>
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** GET /remissinstanser/:id/registrera */
export async function registerRemissPage(visit: Visit): Promise<Response> {
  return showRegister(visit, { values: { ankomst: visit.today }, errors: [] })
}

async function showRegister(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const { instans, remiss } = await findInstans(visit.db, visit.actor, idParam(visit))
  const verdict = judge(svarSteps, 'register', visit.actor, svarSituation(remiss, instans))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const aktor = await findAktor(visit.db, instans.aktorId)
  return visit.html(
    t('svar.register'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={crumbs(visit, remiss, instans, t('svar.register'))} />
      <h1>{t('svar.register')}</h1>
      <KeyValues
        rows={[
          [t('remiss.column-title'), remiss.title],
          [t('remiss.sender'), remiss.ownerName],
          [t('svar.senders-dnr'), remiss.diarienummer],
        ]}
      />
      <Form
        action={`/remissinstanser/${instans.id}/registrera`}
        version={Number(form.values.version) || instans.version}
        form={form}
      >
        <TextField
          form={form}
          name="diarienummer"
          label={t('svar.own-dnr')}
          hint={t('svar.own-dnr-hint', { prefix: aktor?.prefix ?? '' })}
          required={aktor && !hasDiary(aktor.kind) ? false : undefined}
        />
        <DateField form={form} name="ankomst" label={t('handlingar.received-on')} hint={t('svar.received-hint')} />
        <Select
          form={form}
          name="handlaggare"
          label={t('arenden.handlaggare')}
          required={false}
          empty={t('svar.later')}
          options={await handlaggareOptions(visit, instans.aktorId)}
        />
        <button type="submit">{t('svar.register')}</button>{' '}
        <a href={`/remissinstanser/${instans.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /remissinstanser/:id/registrera */
export async function registerRemissAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const input = {
        instansId,
        diarienummer: fields.text('diarienummer', 'svar.own-dnr', { max: 80, isOptional: true }),
        receivedOn: fields.day('ankomst', 'handlingar.received-on') ?? '',
        handlaggareId: fields.id('handlaggare', 'arenden.handlaggare', { isOptional: true }),
        expected: form.version,
      }
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await registerRemiss(context, input)
        return `/remissinstanser/${instansId}`
      })
      return visit.redirect(path, { notice: 'remiss-registrerad' })
    },
    (state) => showRegister(visit, state),
  )
}

/** POST /remissinstanser/:id/handlaggare */
export async function assignHandlaggareAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const handlaggareId = fields.id('handlaggare', 'arenden.handlaggare') ?? ''
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await assignHandlaggare(context, { instansId, handlaggareId, expected: form.version })
        return `/remissinstanser/${instansId}`
      })
      return visit.redirect(path, { notice: 'handlaggare-vald' })
    },
    (state) => showInstans(visit, state),
  )
}

/** POST /remissinstanser/:id/paborja */
export async function beginSvarAction(visit: Visit): Promise<Response> {
  const instansId = idParam(visit)
  const form = await visit.form()
  const path = await performForm(
    visit,
    form,
    async (context) => `/remissvar/${await beginSvar(context, { instansId, expected: form.version })}`,
  )
  return visit.redirect(path, { notice: 'svar-paborjat' })
}
