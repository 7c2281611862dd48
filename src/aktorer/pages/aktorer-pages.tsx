import { judge } from '../../platform/access/index.ts'
import { NotFound } from '../../platform/errors/index.ts'
import {
  type Column,
  Crumbs,
  csvAnswer,
  Day,
  Empty,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  jsonAnswer,
  KeyValues,
  ListTable,
  readListQuery,
  Select,
  TextField,
  type Translate,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { aktorerSituation } from '../access.ts'
import { addAktor } from '../add-aktor.ts'
import { addPerson } from '../add-person.ts'
import { makePersonLink } from '../make-link.ts'
import { AKTOR_KINDS, type Aktor, ROLES, type Role, rolesAt } from '../model/aktor.ts'
import { aktorerSteps } from '../model/steps.ts'
import { findAktor, listAktorer, listPersons, type Person } from '../store.ts'
import { readEmail } from './contact-pages.tsx'

function columns(t: Translate): Column<Aktor>[] {
  return [
    {
      key: 'name',
      label: t('aktorer.name'),
      isSortable: true,
      value: (row) => row.name,
      cell: (row) => <a href={`/aktorer/${row.id}`}>{row.name}</a>,
    },
    {
      key: 'kind',
      label: t('aktorer.kind'),
      isSortable: true,
      value: (row) => t(`kind.${row.kind}`),
      cell: (row) => t(`kind.${row.kind}`),
    },
    { key: 'prefix', label: t('aktorer.prefix'), value: (row) => row.prefix, cell: (row) => row.prefix },
    {
      key: 'forvaltning',
      label: t('aktorer.forvaltning'),
      value: (row) => row.forvaltning,
      cell: (row) => row.forvaltning,
    },
  ]
}

async function readList(visit: Visit) {
  const query = readListQuery(visit.url.searchParams, { sorts: ['name', 'kind'], filters: ['slag'] })
  const all = await listAktorer(visit.db, visit.today)
  const rows = all.filter((row) => !query.filters.slag || row.kind === query.filters.slag)
  if (query.sort === 'kind') rows.sort((a, b) => AKTOR_KINDS.indexOf(a.kind) - AKTOR_KINDS.indexOf(b.kind))
  if (query.isDescending) rows.reverse()
  return { query, rows }
}

/** GET /aktorer */
export async function aktorerPage(visit: Visit): Promise<Response> {
  const { query, rows } = await readList(visit)
  return visit.html(
    visit.t('aktorer.title'),
    <AktorList rows={rows} query={query} mayAdd={mayAdminister(visit)} form={emptyForm} />,
    { current: '/aktorer' },
  )
}

export async function aktorerCsv(visit: Visit): Promise<Response> {
  const { rows } = await readList(visit)
  return csvAnswer('aktorer', columns(visit.t), rows)
}

export async function aktorerJson(visit: Visit): Promise<Response> {
  const { rows } = await readList(visit)
  return jsonAnswer(columns(visit.t), rows)
}

function mayAdminister(visit: Visit): boolean {
  return judge(aktorerSteps, 'add-aktor', visit.actor, aktorerSituation(visit.actor)).allowed
}

/** POST /aktorer */
export async function addAktorAction(visit: Visit): Promise<Response> {
  return answerForm(
    visit,
    async (fields, form) => {
      const input = {
        kind: fields.choice('slag', 'aktorer.kind', AKTOR_KINDS),
        name: fields.text('namn', 'aktorer.name', { max: 200 }),
        shortName: fields.text('kortnamn', 'aktorer.short-name', { max: 60 }),
        prefix: fields.text('prefix', 'aktorer.prefix', { max: 12, isOptional: true }) || null,
        forvaltning: fields.text('forvaltning', 'aktorer.forvaltning', { max: 200, isOptional: true }) || null,
        email: readEmail(fields, 'epost'),
      }
      fields.done()
      const path = await performForm(visit, form, async (context) => `/aktorer/${await addAktor(context, input)}`)
      return visit.redirect(path, { notice: 'aktor-tillagd' })
    },
    async (state) => {
      const { query, rows } = await readList(visit)
      return visit.html(visit.t('aktorer.title'), <AktorList rows={rows} query={query} mayAdd form={state} />, {
        current: '/aktorer',
        status: 400,
      })
    },
  )
}

function AktorList({
  rows,
  query,
  mayAdd,
  form,
}: {
  rows: Aktor[]
  query: ReturnType<typeof readListQuery>
  mayAdd: boolean
  form: FormState
}) {
  const { t } = useView()
  const kinds = AKTOR_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <h1>{t('aktorer.title')}</h1>
      <p>{t('aktorer.lead')}</p>
      <form className="filters" method="get" action="/aktorer">
        <div className="field">
          <label htmlFor="slag-filter">{t('aktorer.kind')}</label>
          <select id="slag-filter" name="slag" defaultValue={query.filters.slag ?? ''}>
            <option value="">{t('html.all')}</option>
            {kinds.map((kind) => (
              <option key={kind.value} value={kind.value}>
                {kind.label}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{t('html.filter')}</button>
        <a href="/aktorer">{t('html.clear-filter')}</a>
      </form>
      <ListTable
        path="/aktorer"
        caption={t('aktorer.caption')}
        columns={columns(t)}
        rows={rows}
        total={rows.length}
        query={query}
        rowKey={(row) => row.id}
        empty={<Empty title={t('aktorer.empty')} />}
      />
      {mayAdd && (
        <details open={form.errors.length > 0}>
          <summary>{t('aktorer.add-aktor')}</summary>
          <Form action="/aktorer" form={form} label={t('aktorer.add-aktor')}>
            <Select form={form} name="slag" label={t('aktorer.kind')} options={kinds} />
            <TextField form={form} name="namn" label={t('aktorer.name')} />
            <TextField form={form} name="kortnamn" label={t('aktorer.short-name')} />
            <TextField form={form} name="prefix" label={t('aktorer.prefix')} required={false} />
            <TextField form={form} name="forvaltning" label={t('aktorer.forvaltning')} required={false} />
            <TextField form={form} name="epost" label={t('aktorer.funktionsbrevlada')} required={false} />
            <button type="submit">{t('aktorer.add-aktor')}</button>
          </Form>
        </details>
      )}
    </>
  )
}

async function loadAktor(visit: Visit): Promise<Aktor> {
  const aktor = await findAktor(visit.db, idParam(visit))
  if (!aktor) throw new NotFound('aktor')
  return aktor
}

/** The areas a body covers come from the slice after this one; `routes.ts` hands the reader in. */
export type AreaReader = (visit: Visit, aktorId: string) => Promise<{ name: string; coverage: number }[]>

async function showAktor(
  visit: Visit,
  areas: AreaReader,
  form: FormState,
  link: { token: string; name: string } | null,
): Promise<Response> {
  const aktor = await loadAktor(visit)
  const persons = await listPersons(visit.db, visit.today, aktor.id)
  const address = link ? new URL(`/engangslank/${link.token}`, visit.publicUrl).href : null
  return visit.html(
    aktor.name,
    <AktorItem
      aktor={aktor}
      persons={persons}
      areas={await areas(visit, aktor.id)}
      mayAdd={mayAdminister(visit)}
      form={form}
      link={link && address ? { name: link.name, address } : null}
    />,
    { current: '/aktorer', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** GET /aktorer/:id */
export const aktorPage = (areas: AreaReader) => (visit: Visit) => showAktor(visit, areas, emptyForm, null)

/** POST /aktorer/:id/personer */
export const addPersonAction = (areas: AreaReader) => (visit: Visit) =>
  answerForm(
    visit,
    async (fields, form) => {
      const aktor = await loadAktor(visit)
      const input = {
        name: fields.text('namn', 'aktorer.name', { max: 120 }),
        title: fields.text('titel', 'aktorer.person-title', { max: 120 }),
        email: readEmail(fields, 'epost'),
        role: fields.choice('roll', 'aktorer.role', ROLES),
        aktorId: aktor.id,
      }
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await addPerson(context, input)
        return `/aktorer/${aktor.id}`
      })
      return visit.redirect(path, { notice: 'person-tillagd' })
    },
    (state) => showAktor(visit, areas, state, null),
  )

/** POST /aktorer/:id/engangslank – the answer is the page with the link, since the token is shown once and kept nowhere. */
export const makeLinkAction = (areas: AreaReader) => (visit: Visit) =>
  answerForm(
    visit,
    async (fields) => {
      const aktorId = idParam(visit)
      const personId = fields.id('person', 'aktorer.person') ?? ''
      fields.done()
      const link = await visit.database.transaction((trx) =>
        makePersonLink({ trx, actor: visit.actor, at: visit.at, today: visit.today }, { personId, aktorId }),
      )
      return showAktor(visit, areas, emptyForm, link)
    },
    (state) => showAktor(visit, areas, state, null),
  )

function AktorItem(props: {
  aktor: Aktor
  persons: Person[]
  areas: { name: string; coverage: number }[]
  mayAdd: boolean
  form: FormState
  link: { name: string; address: string } | null
}) {
  const { t, isDemo } = useView()
  const { aktor, persons, form } = props
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={[{ href: '/aktorer', label: t('aktorer.title') }, { label: aktor.name }]} />
      <h1>{aktor.name}</h1>
      {props.link && (
        <div className="notice warn" role="alert">
          <p>
            <strong>{t('aktorer.link-title', { name: props.link.name })}</strong>
          </p>
          <p>
            <code>{props.link.address}</code>
          </p>
          <p>{t('aktorer.link-explain')}</p>
        </div>
      )}
      <KeyValues
        rows={[
          [t('aktorer.kind'), t(`kind.${aktor.kind}`)],
          [t('aktorer.prefix'), aktor.prefix],
          [t('aktorer.forvaltning'), aktor.forvaltning],
          [t('aktorer.funktionsbrevlada'), aktor.email],
          [t('aktorer.valid-from'), <Day key="from" day={aktor.validFrom} />],
          [
            t('aktorer.omraden'),
            props.areas
              .map((area) =>
                area.coverage < 1
                  ? t('aktorer.omrade-part', { name: area.name, percent: Math.round(area.coverage * 100) })
                  : area.name,
              )
              .join(', '),
          ],
        ]}
      />
      <h2>{t('aktorer.personer')}</h2>
      {persons.length === 0 ? (
        <Empty title={t('aktorer.no-personer')} />
      ) : (
        <ul className={props.mayAdd ? 'persons' : undefined}>
          {persons.flatMap((person) =>
            person.uppdrag.map((uppdrag) => (
              <li key={`${person.id} ${uppdrag.role}`}>
                {person.name}, {person.title} <span className="meta">({t(`role.${uppdrag.role}`)})</span>{' '}
                <span className="meta">{[person.email, person.phone].filter(Boolean).join(' · ')}</span>
                {props.mayAdd && (
                  <PersonActs
                    aktorId={aktor.id}
                    personId={person.id}
                    role={uppdrag.role}
                    name={person.name}
                    mayLink={!isDemo}
                  />
                )}
              </li>
            )),
          )}
        </ul>
      )}
      {props.mayAdd && (
        <p>
          <a href={`/aktorer/${aktor.id}/kontakt`}>{t('aktorer.edit-contact')}</a>
        </p>
      )}
      {props.mayAdd && (
        <Form action={`/aktorer/${aktor.id}/personer`} form={form} label={t('aktorer.add-person')}>
          <h2>{t('aktorer.add-person')}</h2>
          <TextField form={form} name="namn" label={t('aktorer.name')} />
          <TextField form={form} name="titel" label={t('aktorer.person-title')} />
          <TextField form={form} name="epost" label={t('aktorer.email')} required={false} />
          <Select
            form={form}
            name="roll"
            label={t('aktorer.role')}
            options={rolesAt(aktor.kind).map((role) => ({ value: role, label: t(`role.${role}`) }))}
          />
          <button type="submit">{t('aktorer.add-person')}</button>
        </Form>
      )}
    </>
  )
}

function PersonActs({
  aktorId,
  personId,
  role,
  name,
  mayLink,
}: {
  aktorId: string
  personId: string
  role: Role
  name: string
  mayLink: boolean
}) {
  const { t } = useView()
  return (
    <div className="person-acts">
      {mayLink && (
        <Form action={`/aktorer/${aktorId}/engangslank`}>
          <input type="hidden" name="person" value={personId} />
          <button type="submit" className="btn alt" aria-label={`${t('aktorer.make-link')}: ${name}`}>
            {t('aktorer.make-link')}
          </button>
        </Form>
      )}
      <a
        className="btn alt"
        href={`/aktorer/${aktorId}/avsluta?person=${personId}&roll=${role}`}
        aria-label={`${t('aktorer.end-uppdrag')}: ${name}, ${t(`role.${role}`)}`}
      >
        {t('aktorer.end-uppdrag')}
      </a>
    </div>
  )
}
