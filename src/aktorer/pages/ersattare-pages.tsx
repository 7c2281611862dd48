import { bodiesOf, judge } from '../../platform/access/index.ts'
import {
  Choices,
  DateField,
  Day,
  Empty,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  Select,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { aktorerSituation } from '../access.ts'
import { endStandIn } from '../end-ersattare.ts'
import { ERSATTARE_FORMS, type Ersattare, listErsattare } from '../ersattare-store.ts'
import { aktorerSteps } from '../model/steps.ts'
import { setErsattare } from '../set-ersattare.ts'
import { listPersons, type Person } from '../store.ts'

/** GET /ersattare: who stands in for whom at one's own bodies, and saying so for oneself. */
export async function ersattarePage(visit: Visit): Promise<Response> {
  return showErsattare(visit, emptyForm)
}

/** For whom the visitor may say who stands in: oneself, and for some roles the whole body. */
function isFor(visit: Visit, personId: string, aktorId: string): boolean {
  const situation = aktorerSituation(visit.actor, { aktorId, isOwn: personId === visit.actor.id })
  return judge(aktorerSteps, 'set-ersattare', visit.actor, situation).allowed
}

async function showErsattare(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const bodies = [...new Set(bodiesOf(visit.actor))]
  const rows = await listErsattare(visit.db, bodies, visit.today)
  const people = new Map<string, Person[]>()
  for (const body of bodies) people.set(body, await listPersons(visit.db, visit.today, body))
  // A place is a person at a body: one who sits in two has a stand-in in each.
  const places = [...people].flatMap(([aktorId, here]) =>
    here
      .filter((person) => isFor(visit, person.id, aktorId))
      .map((person) => ({
        value: `${person.id} ${aktorId}`,
        label: `${person.name}, ${person.uppdrag.find((held) => held.aktorId === aktorId)?.aktorName ?? ''}`,
      })),
  )
  // Most say it for themselves: one's own place stands first, and so it is the one that is chosen.
  const isOwn = (place: { value: string }): boolean => place.value.startsWith(`${visit.actor.id} `)
  places.sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
  const others = new Map([...people.values()].flat().map((person) => [person.id, person]))
  return visit.html(
    t('ersattare.title'),
    <>
      <ErrorSummary errors={form.errors} />
      <h1>{t('ersattare.title')}</h1>
      <p>{t('ersattare.lead')}</p>
      {rows.length === 0 ? (
        <Empty title={t('ersattare.none')} />
      ) : (
        <StandIns rows={rows} mayEnd={(row) => isFor(visit, row.personId, row.aktorId)} />
      )}
      {places.length > 0 && (
        <>
          <h2>{t('ersattare.add')}</h2>
          <Form action="/ersattare" form={form}>
            <Select form={form} name="plats" label={t('ersattare.for')} options={places} />
            <Select
              form={form}
              name="ersattare"
              label={t('ersattare.who')}
              empty=" "
              options={[...others.values()].map((person) => ({
                value: person.id,
                label: `${person.name}, ${person.title}`,
              }))}
            />
            <Choices
              form={form}
              name="form"
              label={t('ersattare.form')}
              options={ERSATTARE_FORMS.map((value) => ({ value, label: t(`ersattare.form.${value}`) }))}
            />
            <DateField form={form} name="fran" label={t('ersattare.from')} />
            <DateField form={form} name="till" label={t('ersattare.to')} />
            <button type="submit">{t('ersattare.add')}</button>
          </Form>
        </>
      )}
    </>,
    { current: '/minsida', status: form.errors.length > 0 ? 400 : 200 },
  )
}

function StandIns({ rows, mayEnd }: { rows: Ersattare[]; mayEnd(row: Ersattare): boolean }) {
  const { t } = useView()
  return (
    <div className="table-wrap">
      <table>
        <caption className="visually-hidden">{t('ersattare.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ersattare.for')}</th>
            <th scope="col">{t('ersattare.who')}</th>
            <th scope="col">{t('ersattare.period')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('ersattare.end')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                {row.personName} <span className="meta">{row.aktorName}</span>
              </td>
              <td>
                {row.substituteName} <span className="meta">{t(`ersattare.form.${row.form}`)}</span>
              </td>
              <td>
                <Day day={row.validFrom} /> – <Day day={row.validTo} />
              </td>
              <td>
                {mayEnd(row) && (
                  <Form action={`/ersattare/${row.id}/avsluta`}>
                    <button
                      type="submit"
                      className="btn alt"
                      aria-label={`${t('ersattare.end')}: ${row.substituteName}`}
                    >
                      {t('ersattare.end')}
                    </button>
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** POST /ersattare */
export async function setErsattareAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const [person = '', aktor = ''] = String(form.values.plats ?? '').split(' ')
      const people = await listPersons(visit.db, visit.today)
      const isKnown = people.some(
        ({ id, uppdrag }) => id === person && uppdrag.some(({ aktorId }) => aktorId === aktor),
      )
      if (!isKnown) fields.fail('plats', 'fel.val', 'ersattare.for')
      const input = {
        personId: person,
        aktorId: aktor,
        substituteId: fields.id('ersattare', 'ersattare.who') ?? '',
        form: fields.choice('form', 'ersattare.form', ERSATTARE_FORMS),
        validFrom: fields.day('fran', 'ersattare.from') ?? '',
        validTo: fields.day('till', 'ersattare.to') ?? '',
      }
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await setErsattare(context, input)
        return '/ersattare'
      })
      return visit.redirect(path, { notice: 'ersattare-satt' })
    },
    (state) => showErsattare(visit, state),
  )
}

/** POST /ersattare/:id/avsluta */
export async function endErsattareAction(visit: Visit): Promise<Response> {
  const id = idParam(visit)
  const form = await visit.form()
  const path = await performForm(visit, form, async (context) => {
    await endStandIn(context, { id })
    return '/ersattare'
  })
  return visit.redirect(path, { notice: 'ersattare-avslutad' })
}
