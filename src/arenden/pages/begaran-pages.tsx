import { itemRail } from '../../aktorer/index.ts'
import { judge } from '../../platform/access/index.ts'
import {
  type ActChoice,
  ActList,
  Choices,
  Crumbs,
  DateField,
  Day,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  KeyValues,
  Notice,
  RailAside,
  TextArea,
} from '../../platform/html/index.ts'
import { idParam, type Visit } from '../../platform/http/index.ts'
import { missingToRelease } from '../begaran-access.ts'
import { type Begaran, findBegaran, handlingarOf, searchHandlingar } from '../begaran-store.ts'
import { begaranSteps, PROMPT_DAYS } from '../model/begaran-steps.ts'
import { BegaranHandlingar } from './begaran-handlingar.tsx'
import { BegaranStateLabel, openDays } from './begaran-list.tsx'

/** GET /begaranden/:id */
export async function begaranPage(visit: Visit): Promise<Response> {
  return showBegaran(visit, emptyForm)
}

/** The page, again with what was typed when an act on it could not be carried out. */
export async function showBegaran(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const begaran = await findBegaran(visit.db, visit.actor, idParam(visit))
  const handlingar = await handlingarOf(visit.db, visit.actor, begaran.id)
  const situation = {
    state: begaran.state,
    bodies: { agare: [begaran.ownerAktorId] },
    missing: missingToRelease(handlingar),
  }
  const verdictOf = (act: keyof typeof begaranSteps.acts & string) => judge(begaranSteps, act, visit.actor, situation)
  const may = (act: keyof typeof begaranSteps.acts & string) => verdictOf(act).allowed
  const refused = (['choose-handlingar', 'examine', 'release', 'refuse'] as const).flatMap((act): ActChoice[] => {
    const verdict = verdictOf(act)
    return verdict.allowed ? [] : [{ label: t(`begaran.do.${act}`), href: '', method: 'get', refusal: verdict.refusal }]
  })
  const { rail, history } = await itemRail(visit, { kind: 'begaran', id: begaran.id })
  const days = openDays(begaran, visit.today)
  return visit.html(
    t('begaran.one'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={[{ href: '/begaranden', label: t('begaran.title') }, { label: t('begaran.one') }]} />
      <h1>{t('begaran.one')}</h1>
      <p className="statusline">
        <BegaranStateLabel begaran={begaran} today={visit.today} /> <span className="meta">{begaran.ownerName}</span>
      </p>
      {begaran.answeredOn === null && days > PROMPT_DAYS && (
        <Notice tone="warn">{t('begaran.late', { n: days, max: PROMPT_DAYS })}</Notice>
      )}
      <ActList acts={refused}>
        {may('release') && (
          <details open={form.errors.some((error) => error.field.endsWith('-del'))}>
            <summary>{t('begaran.do.release')}</summary>
            <AnswerForm visit={visit} begaran={begaran} form={form} act="lamna-ut" />
          </details>
        )}
        {may('refuse') && (
          <details open={form.errors.some((error) => ['skal', 'beslut', 'beslutsdag'].includes(error.field))}>
            <summary>{t('begaran.do.refuse')}</summary>
            <AnswerForm visit={visit} begaran={begaran} form={form} act="avsla" />
          </details>
        )}
      </ActList>
      <div className="item">
        <div>
          <KeyValues
            rows={[
              [t('begaran.received-on'), <Day key="day" day={begaran.receivedOn} />],
              [t('begaran.channel'), t(`begaran.channel.${begaran.channel}`)],
              [t('begaran.requester'), begaran.requester ?? t('begaran.anonymous')],
              [t('begaran.answered-on'), begaran.answeredOn && <Day key="answered" day={begaran.answeredOn} />],
              [t('begaran.reason'), begaran.reason],
              [t('begaran.beslut-on'), begaran.beslutOn && <Day key="beslut" day={begaran.beslutOn} />],
            ]}
          />
          <h2>{t('begaran.wanted')}</h2>
          <p className="prewrap">{begaran.wanted}</p>
          {begaran.beslut && (
            <>
              <h2>{t('begaran.beslut')}</h2>
              <p className="prewrap card official" lang="sv">
                {begaran.beslut}
              </p>
            </>
          )}
          <h2>{t('begaran.handlingar')}</h2>
          <BegaranHandlingar
            begaran={begaran}
            handlingar={handlingar}
            form={form}
            mayExamine={may('examine')}
            mayFetch={may('fetch-copy')}
          />
          {may('choose-handlingar') && (
            <ChooseHandlingar
              visit={visit}
              begaran={begaran}
              chosen={handlingar.map(({ handling }) => ({ id: handling.id, title: handling.title }))}
              found={
                visit.url.searchParams.get('sok')
                  ? await searchHandlingar(visit.db, begaran.ownerAktorId, searchText(visit))
                  : []
              }
            />
          )}
        </div>
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/begaranden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

function searchText(visit: Visit): string {
  return (visit.url.searchParams.get('sok') ?? '').replaceAll('\0', '').slice(0, 200)
}

function ChooseHandlingar(props: {
  visit: Visit
  begaran: Begaran
  chosen: { id: string; title: string }[]
  found: { id: string; title: string; stateOn: string; diarienummer: string | null }[]
}) {
  const { visit, begaran, chosen, found } = props
  const { t } = visit
  const isChosen = new Set(chosen.map((one) => one.id))
  const options = [
    ...chosen.map((one) => ({ value: one.id, label: one.title })),
    ...found
      .filter((one) => !isChosen.has(one.id))
      .map((one) => ({
        value: one.id,
        label: `${one.title} (${one.diarienummer ?? t('arenden.no-dnr')}, ${one.stateOn})`,
      })),
  ]
  const form: FormState = { values: { handling: [...isChosen] }, errors: [] }
  return (
    <section>
      <h2>{t('begaran.do.choose-handlingar')}</h2>
      <form className="filters" method="get" action={`/begaranden/${begaran.id}`}>
        <div className="field wide">
          <label htmlFor="sok">{t('begaran.find')}</label>
          <input id="sok" name="sok" type="search" defaultValue={searchText(visit)} />
        </div>
        <button type="submit">{t('html.filter')}</button>
      </form>
      {visit.url.searchParams.get('sok') && found.length === 0 && <p className="meta">{t('begaran.found-none')}</p>}
      {options.length > 0 && (
        <Form action={`/begaranden/${begaran.id}/handlingar`} version={begaran.version}>
          <Choices form={form} name="handling" label={t('begaran.about')} many options={options} />
          <button type="submit">{t('begaran.save-choice')}</button>
        </Form>
      )}
    </section>
  )
}

function AnswerForm(props: { visit: Visit; begaran: Begaran; form: FormState; act: 'lamna-ut' | 'avsla' }) {
  const { visit, begaran, form, act } = props
  const { t } = visit
  const isRefusal = act === 'avsla'
  return (
    <Form action={`/begaranden/${begaran.id}/${act}`} version={begaran.version} form={form}>
      <p>{t(`begaran.explain.${act}`)}</p>
      {/* Two forms on one page: the fields of the second have names of their own. */}
      <TextArea
        form={form}
        name={isRefusal ? 'skal' : 'skal-del'}
        label={t('begaran.reason')}
        rows={3}
        required={isRefusal ? undefined : false}
      />
      <TextArea
        form={form}
        name={isRefusal ? 'beslut' : 'beslut-del'}
        label={t('begaran.beslut')}
        hint={t('begaran.beslut-hint')}
        rows={4}
        required={isRefusal ? undefined : false}
      />
      <DateField
        form={form}
        name={isRefusal ? 'beslutsdag' : 'beslutsdag-del'}
        label={t('begaran.beslut-on')}
        required={isRefusal ? undefined : false}
      />
      <button type="submit">{t(isRefusal ? 'begaran.do.refuse' : 'begaran.do.release')}</button>
    </Form>
  )
}
