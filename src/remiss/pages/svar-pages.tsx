import { itemRail } from '../../aktorer/index.ts'
import { findUtlatande } from '../../arenden/index.ts'
import { findHandling, findLasning, type Handling, HandlingNotices, OriginalLink } from '../../handlingar/index.ts'
import { type Actor, judge } from '../../platform/access/index.ts'
import { Conflict, Denied } from '../../platform/errors/index.ts'
import {
  type ActChoice,
  ActList,
  Crumbs,
  Day,
  Empty,
  ErrorSummary,
  Form,
  type FormState,
  KeyValues,
  MergePage,
  Notice,
  RailAside,
  Select,
  TextArea,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { type Rail, visible } from '../../platform/links/index.ts'
import { findBeslut } from '../../sammantraden/index.ts'
import { type ProgramText, readText } from '../../trygghetsprogram/index.ts'
import { editSvar } from '../edit-svar.ts'
import { namesOfMed } from '../gemensamt-svar.ts'
import { formsFor, SVAR_FORMS } from '../model/remissvar.ts'
import { svarSteps } from '../model/svar-steps.ts'
import { missingToDecide } from '../register-svar-beslut.ts'
import { missingBeforeReply } from '../send-svar.ts'
import { dueOf, type Instans, type Remiss, svarSituation } from '../store.ts'
import { findSvar, type Remissvar } from '../svar-store.ts'
import { repliesByLink } from '../svarslank-store.ts'
import { listSynpunkter, type Synpunkt } from '../synpunkt-store.ts'
import { demandWriting, judgeWriting } from '../write-access.ts'
import { AnkareLabel, LageState, useKinds } from './labels.tsx'
import { medFields, readMed } from './med-fields.tsx'

export interface SvarView {
  svar: Remissvar
  instans: Instans
  remiss: Remiss
  synpunkter: Synpunkt[]
  text: ProgramText
  handling: Handling | null
  /** What was read in the document waits for somebody to confirm it. */
  isReadingOpen: boolean
  /** How far its tjänsteutlåtande has come; null where there is none, or where the reader is not of the house. */
  utlatandeState: string | null
  /** The other instances that a joint reply stands for. */
  medNames: string[]
}

export async function loadSvar(visit: Visit, id = idParam(visit)): Promise<SvarView> {
  const { svar, instans, remiss } = await findSvar(visit.db, visit.actor, id)
  const handling = svar.handlingId
    ? // The document lies in the sender's ärende; others see the reply, not the document.
      ((await visible(() => findHandling(visit.db, visit.actor, svar.handlingId ?? '')))[0] ?? null)
    : null
  const lasning = handling ? await findLasning(visit.db, handling.id) : null
  const [utlatande] = svar.utlatandeId
    ? await visible(() => findUtlatande(visit.db, visit.actor, svar.utlatandeId ?? ''))
    : []
  return {
    svar,
    instans,
    remiss,
    utlatandeState: utlatande?.state ?? null,
    medNames: await namesOfMed(visit.db, remiss.id, svar.med),
    synpunkter: await listSynpunkter(visit.db, svar.id),
    text: await readText(visit.db, remiss.programVersionId),
    handling,
    isReadingOpen: lasning !== null && lasning.confirmedAt === null,
  }
}

export function svarCrumbs(visit: Visit, view: Pick<SvarView, 'svar' | 'instans' | 'remiss'>, last?: string) {
  const { svar, instans, remiss } = view
  const base = [
    { href: '/remisser', label: visit.t('remiss.list-title') },
    { href: `/remisser/${remiss.id}`, label: remiss.title },
    { href: `/remissinstanser/${instans.id}`, label: instans.aktorName },
  ]
  const own = visit.t('svar.reply')
  return last ? [...base, { href: `/remissvar/${svar.id}`, label: own }, { label: last }] : [...base, { label: own }]
}

/** Bodies under kommunallagen write a tjänsteutlåtande; a company's board and a party outside do not. */
function decidesByLaw(instans: Instans): boolean {
  return formsFor(instans.aktorKind).includes('namndbeslut')
}

function actsOf(visit: Visit, view: SvarView): ActChoice[] {
  const { t, actor } = visit
  const { svar, instans, remiss, synpunkter } = view
  const writing = judgeWriting(actor, svar, instans, remiss)
  const refusal = writing.allowed ? {} : { refusal: writing.refusal }
  const acts: ActChoice[] = []
  if (!svar.isSent) {
    const send = judge(
      svarSteps,
      'send',
      actor,
      svarSituation(remiss, instans, missingBeforeReply(svar, synpunkter, view.utlatandeState)),
    )
    acts.push({
      label: t('svar.send'),
      href: `/remissvar/${svar.id}/kontrollera`,
      method: 'get',
      ...(!send.allowed && { refusal: send.refusal }),
    })
  }
  const beslutAct = svar.isSent ? 'supersede' : 'decide'
  const decide = judge(svarSteps, beslutAct, actor, svarSituation(remiss, instans, missingToDecide(svar)))
  if (!svar.isRegisteredBySender && (decide.allowed || !svar.isSent)) {
    acts.push({
      label: t(`svar.${beslutAct}`),
      href: `/remissvar/${svar.id}/beslut`,
      method: 'get',
      ...(!decide.allowed && { refusal: decide.refusal }),
    })
  }
  if (view.isReadingOpen) {
    acts.push({ label: t('svar.open-lasning'), href: `/remissvar/${svar.id}/lasning`, method: 'get', ...refusal })
  }
  acts.push({ label: t('synpunkt.add'), href: `/remissvar/${svar.id}/synpunkter/ny`, method: 'get', ...refusal })
  if (!svar.isRegisteredBySender && svar.utlatandeId === null && instans.arendeId !== null && decidesByLaw(instans)) {
    acts.unshift({
      label: t('utlatande.do.create'),
      href: `/remissvar/${svar.id}/utlatande`,
      method: 'post',
      version: svar.version,
      ...refusal,
    })
  }
  if (svar.utlatandeId !== null && view.utlatandeState !== null)
    acts.unshift({
      label: t('svar.open-utlatande'),
      href: `/utlatanden/${svar.utlatandeId}`,
      method: 'get',
    })
  if (!svar.isRegisteredBySender)
    acts.push({ label: t('svar.write'), href: `/remissvar/${svar.id}/redigera`, method: 'get', ...refusal })
  return acts
}

/** GET /remissvar/:id */
export async function svarPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const view = await loadSvar(visit)
  const { svar, instans, remiss, synpunkter, handling } = view
  const mayWrite = judgeWriting(visit.actor, svar, instans, remiss).allowed
  const { rail, history } = await itemRail(
    visit,
    { kind: 'remissvar', id: svar.id },
    synpunkter.map((synpunkt) => ({ kind: 'synpunkt', id: synpunkt.id })),
  )
  const title = t('svar.reply-title', { aktor: instans.aktorName })
  const isByLink = (await repliesByLink(visit.db, instans.id)).has(svar.id)
  const [beslut] = svar.beslutId ? await visible(() => findBeslut(visit.db, visit.actor, svar.beslutId ?? '')) : []
  return visit.html(
    `${title}: ${remiss.title}`,
    <>
      <Crumbs crumbs={svarCrumbs(visit, view)} />
      <h1>
        {title} <span className="dnr">{instans.diarienummer}</span>
      </h1>
      <p className="statusline">
        <LageState instans={instans} remiss={remiss} /> <span className="meta">{remiss.title}</span>
      </p>
      {instans.lage === 'inkommen_efter_svarstiden' && instans.lateNote === null && svar.isSent && (
        <Notice tone="info">{t('svar.late-note')}</Notice>
      )}
      {svar.supersededBy && (
        <Notice tone="warn">
          {t('svar.superseded-by')} <a href={`/remissvar/${svar.supersededBy}`}>{t('svar.open-later')}</a>
        </Notice>
      )}
      {isByLink ? (
        <Notice tone="info">{t('svarslank.came-explain')}</Notice>
      ) : (
        svar.isRegisteredBySender && <Notice tone="info">{t('svar.registered-by-sender')}</Notice>
      )}
      {beslut?.isUnattested && <Notice tone="warn">{t('beslut.unattested')}</Notice>}
      {handling && <HandlingNotices handling={handling} />}
      <ActList acts={actsOf(visit, view)} />
      <div className="item">
        <div>
          <KeyValues
            rows={[
              [t('svar.form'), t(`svar.form.${svar.form}`)],
              [t('svar.med'), view.medNames.join(', ')],
              [t('svar.decided-on'), svar.decidedOn && <Day key="d" day={svar.decidedOn} />],
              [
                t('svar.paragraf'),
                svar.beslutId ? (
                  <a key="p" href={`/beslut/${svar.beslutId}`}>
                    {svar.paragraf ?? t('svar.open-beslut')}
                  </a>
                ) : (
                  svar.paragraf
                ),
              ],
              [t('svar.own-dnr'), instans.diarienummer],
              [t('svar.senders-dnr'), remiss.diarienummer],
              [t('handlingar.received-on'), svar.receivedOn && <Day key="r" day={svar.receivedOn} />],
              [t('handlingar.file'), handling && <OriginalLink key="f" handling={handling} />],
            ]}
          />
          {svar.sammanfattning && (
            <>
              <h2>{t('svar.sammanfattning')}</h2>
              <p className="official" lang="sv">
                {svar.sammanfattning}
              </p>
            </>
          )}
          <h2>{t('remiss.points-count', { n: synpunkter.length })}</h2>
          <SynpunktList view={view} mayWrite={mayWrite} />
        </div>
        <RailAside rail={mayWrite ? rail : leadingToText(rail, remiss.programVersionId)} history={history} />
      </div>
    </>,
    { current: '/remisser' },
  )
}

/** A gap leads to the form that mends it – for whoever may not write, to the text it is about. */
function leadingToText(rail: Rail, versionId: string): Rail {
  return {
    ...rail,
    gaps: rail.gaps.map((gap) => ({ ...gap, href: `/programmet/versioner/${versionId}#a-${gap.values.number}` })),
  }
}

export function SynpunktList({ view, mayWrite }: { view: SvarView; mayWrite: boolean }) {
  const { t } = useView()
  const kinds = useKinds()
  const { svar, synpunkter, text, remiss } = view
  if (synpunkter.length === 0) {
    return (
      <Empty title={t('synpunkt.none')}>
        <p>{t('synpunkt.none-explain')}</p>
      </Empty>
    )
  }
  return (
    <>
      {synpunkter.map((synpunkt) => (
        <article className="point" key={synpunkt.id} id={`s-${synpunkt.ordinal}`}>
          <p>
            <strong>
              {synpunkt.ordinal} {kinds(synpunkt)}
            </strong>{' '}
            <span className="meta">{t(`synpunkt.source.${synpunkt.source}`)}</span>
          </p>
          <p lang="sv">{synpunkt.text}</p>
          {synpunkt.isReplaced && <p className="meta">{t('svar.replaced-point')}</p>}
          <p className="meta">
            <AnkareLabel ankare={synpunkt.ankare} text={text} versionId={remiss.programVersionId} />
          </p>
          {mayWrite && (
            <p>
              <a
                href={`/remissvar/${svar.id}/synpunkter/${synpunkt.id}`}
                aria-label={t('synpunkt.edit-nr', { nr: synpunkt.ordinal })}
              >
                {t('synpunkt.edit')}
              </a>
            </p>
          )}
        </article>
      ))}
    </>
  )
}

function demandWrite(actor: Actor, view: Pick<SvarView, 'svar' | 'instans' | 'remiss'>): void {
  demandWriting(actor, view.svar, view.instans, view.remiss)
}

/** GET /remissvar/:id/redigera */
export async function editSvarPage(visit: Visit): Promise<Response> {
  const { svar } = await findSvar(visit.db, visit.actor, idParam(visit))
  return showEdit(visit, {
    values: {
      form: svar.form,
      sammanfattning: svar.sammanfattning,
      med: svar.med,
    },
    errors: [],
  })
}

async function showEdit(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const view = await findSvar(visit.db, visit.actor, idParam(visit))
  demandWrite(visit.actor, view)
  return visit.html(
    t('svar.write'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={svarCrumbs(visit, view, t('svar.write'))} />
      <h1>{t('svar.write')}</h1>
      <Form
        action={`/remissvar/${view.svar.id}/redigera`}
        version={Number(form.values.version) || view.svar.version}
        form={form}
      >
        <Select
          form={form}
          name="form"
          label={t('svar.form')}
          options={formsFor(view.instans.aktorKind).map((value) => ({ value, label: t(`svar.form.${value}`) }))}
        />
        {await medFields(visit, form, view.instans, view.svar.med)}
        {view.svar.utlatandeId === null ? (
          <TextArea
            form={form}
            name="sammanfattning"
            label={t('svar.sammanfattning')}
            hint={t('svar.sammanfattning-hint')}
            rows={8}
          />
        ) : (
          <p className="meta">{t('svar.summary-in-utlatande')}</p>
        )}
        <button type="submit">{t('svar.save')}</button> <a href={`/remissvar/${view.svar.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /remissvar/:id/redigera */
export async function editSvarAction(visit: Visit): Promise<Response> {
  const svarId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const { instans } = await findSvar(visit.db, visit.actor, svarId)
      const input = {
        svarId,
        form: fields.choice('form', 'svar.form', SVAR_FORMS),
        med: await readMed(visit, fields, instans),
        sammanfattning: fields.text('sammanfattning', 'svar.sammanfattning', { max: 20_000, isOptional: true }),
        expected: form.version,
      }
      fields.done()
      try {
        const path = await performForm(visit, form, async (context) => {
          await editSvar(context, input)
          return `/remissvar/${svarId}`
        })
        return visit.redirect(path, { notice: 'svar-sparat' })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const now = await findSvar(visit.db, visit.actor, svarId)
        demandWrite(visit.actor, now)
        return visit.html(
          visit.t('svar.write'),
          <MergePage
            action={`/remissvar/${svarId}/redigera`}
            title={visit.t('svar.write')}
            currentVersion={now.svar.version}
            fields={[
              {
                name: 'sammanfattning',
                label: visit.t('svar.sammanfattning'),
                mine: input.sammanfattning,
                theirs: now.svar.sammanfattning,
                isLong: true,
              },
            ]}
            kept={{ form: input.form, med: input.med }}
            cancelHref={`/remissvar/${svarId}`}
          />,
          { current: '/remisser', status: 409 },
        )
      }
    },
    (state) => showEdit(visit, state),
  )
}

/** GET /remissvar/:id/kontrollera */
export async function checkSvarPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const view = await loadSvar(visit)
  const { svar, instans, remiss, synpunkter } = view
  const verdict = judge(
    svarSteps,
    'send',
    visit.actor,
    svarSituation(remiss, instans, missingBeforeReply(svar, synpunkter, view.utlatandeState)),
  )
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const gaps = await visit.links.gate(visit.db, { kind: 'remissvar', id: svar.id }, visit.today, visit.actor)
  const due = dueOf(instans, remiss)
  const isLate = due !== null && visit.today > due
  return visit.html(
    t('svar.check-title'),
    <>
      <Crumbs crumbs={svarCrumbs(visit, view, t('svar.check-title'))} />
      <h1>{t('svar.check-title')}</h1>
      <p>{t('svar.check-explain', { sender: remiss.ownerName })}</p>
      {isLate && <Notice tone="warn">{t('svar.check-late')}</Notice>}
      {gaps.length > 0 && (
        <div className="notice warn">
          <p>
            <strong>{t('svar.check-gaps', { n: gaps.length })}</strong>
          </p>
          <ul>
            {gaps.map((gap) => (
              <li key={gap.href}>
                <a href={gap.href}>{t(gap.key, gap.values)}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <KeyValues
        rows={[
          [t('svar.form'), t(`svar.form.${svar.form}`)],
          [t('svar.med'), view.medNames.join(', ')],
          [t('svar.decided-on'), svar.decidedOn && <Day key="d" day={svar.decidedOn} />],
          [t('svar.paragraf'), svar.paragraf],
          [t('svar.sammanfattning'), svar.sammanfattning],
        ]}
      />
      <h2>{t('remiss.points-count', { n: synpunkter.length })}</h2>
      <SynpunktList view={view} mayWrite={false} />
      <Form action={`/remissvar/${svar.id}/skicka`} version={svar.version}>
        <button type="submit">{t('svar.send-now')}</button> <a href={`/remissvar/${svar.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/remisser' },
  )
}
