import { receiveFile } from '../../handlingar/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import { removeFiles } from '../../platform/files/file-removal.ts'
import {
  Choices,
  Crumbs,
  Empty,
  ErrorSummary,
  emptyForm,
  Form,
  type FormState,
  Moment,
  Notice,
  useView,
} from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { closeArende } from '../close-arende.ts'
import { arendeSteps } from '../model/steps.ts'
import { fingerprintOfItems, groupsOf, MANY, RENS_CHOICES, readChoices } from '../rens-choices.ts'
import { isOutForAttest, listRensning, type RensItem } from '../rensning-store.ts'
import { reopenArende } from '../reopen-arende.ts'
import { type Arende, findArende } from '../store.ts'
import { showArende } from './arende-pages.tsx'

async function load(visit: Visit): Promise<Arende> {
  const arende = await findArende(visit.db, visit.actor, idParam(visit))
  const verdict = judge(arendeSteps, 'close', visit.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
    missing: (await isOutForAttest(visit.db, arende.id)) ? ['attest'] : [],
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return arende
}

/** GET /arenden/:id/avsluta: what has to be chosen about. */
export async function closeArendePage(visit: Visit): Promise<Response> {
  return showChoices(visit, emptyForm)
}

async function showChoices(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const arende = await load(visit)
  const items = await listRensning(visit.db, arende.id)
  const groups = groupsOf(items)
  return visit.html(
    t('rensning.title'),
    <>
      <ErrorSummary errors={form.errors} />
      <CloseCrumbs arende={arende} />
      <h1>{t('rensning.title')}</h1>
      <p>{t('rensning.lead')}</p>
      <p>{t('rensning.never')}</p>
      {items.length === 0 && <Empty title={t('rensning.nothing')} />}
      <Form
        action={`/arenden/${arende.id}/avsluta`}
        version={Number(form.values.version) || arende.version}
        form={form}
      >
        {groups.map(({ what, these }) => (
          <section key={what}>
            <h2>{t(`rensning.what.${what}`)}</h2>
            {these.length > MANY ? (
              <ManyItems visit={visit} form={form} what={what} items={these} />
            ) : (
              these.map((item) => <OneItem key={item.key} visit={visit} form={form} item={item} />)
            )}
          </section>
        ))}
        <button type="submit">{t('rensning.go-on')}</button> <a href={`/arenden/${arende.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

function OneItem({ visit, form, item }: { visit: Visit; form: FormState; item: RensItem }) {
  const { t } = visit
  return (
    <div>
      <Choices
        form={form}
        name={`val-${item.key}`}
        label={labelOf(visit, item)}
        hint={<ItemHint item={item} />}
        options={RENS_CHOICES.map((value) => ({ value, label: t(`rensning.${value}`) }))}
        isInline
      />
    </div>
  )
}

/** More than can be chosen about one by one: the same for all, but for those that are ticked. Only ticks travel with the form. */
function ManyItems(props: { visit: Visit; form: FormState; what: RensItem['what']; items: RensItem[] }) {
  const { visit, form, what, items } = props
  const { t } = visit
  return (
    <>
      <Choices
        form={form}
        name={`alla-${what}`}
        label={t('rensning.all', { n: String(items.length) })}
        options={RENS_CHOICES.map((value) => ({ value, label: t(`rensning.all-${value}`) }))}
      />
      <details open={form.values.utom !== undefined}>
        <summary>{t('rensning.except')}</summary>
        <p className="meta">{t('rensning.except-hint')}</p>
        <Choices
          form={form}
          name="utom"
          label={t('rensning.except')}
          many
          options={items.map((item) => ({ value: item.key, label: labelOf(visit, item) }))}
        />
      </details>
    </>
  )
}

/** What an item is called where it stands alone. Another person's unsaved words are never shown. */
function labelOf({ t }: Pick<Visit, 't'>, item: RensItem): string {
  if (item.what === 'version') return `${t('utlatande.version-nr', { nr: item.nr })}: ${item.title}`
  if (item.what === 'handling') return `${item.nr}. ${item.title}`
  return t(`rensning.one.${item.what}`, { name: item.who })
}

function ItemHint({ item }: { item: RensItem }) {
  const { t } = useView()
  return (
    <>
      {item.who !== '' && `${item.who} · `}
      <Moment at={item.at} /> {item.what === 'handling' && <a href={`/handlingar/${item.id}`}>{t('rensning.read')}</a>}
      {item.what === 'version' && <a href={`/utlatanden/${item.id}/jamfor?fran=${item.nr}`}>{t('rensning.read')}</a>}
    </>
  )
}

function CloseCrumbs({ arende }: { arende: Arende }) {
  const { t } = useView()
  return (
    <Crumbs
      crumbs={[
        { href: '/arenden', label: t('arenden.title') },
        { href: `/arenden/${arende.id}`, label: arende.diarienummer ?? arende.title },
        { label: t('rensning.title') },
      ]}
    />
  )
}

/** Nothing has been done yet: what will be, in one view, before the last button. */
async function showConfirm(visit: Visit, items: RensItem[], form: FormState): Promise<Response> {
  const { t } = visit
  const arende = await load(visit)
  const groups = groupsOf(items)
  const choices = readChoices(items, form.values)
  return visit.html(
    t('rensning.confirm-title'),
    <>
      <CloseCrumbs arende={arende} />
      <h1>{t('rensning.confirm-title')}</h1>
      {RENS_CHOICES.map((choice) => {
        const these = items.filter((item) => choices.get(item.key) === choice)
        return (
          <section key={choice}>
            <h2>{t(`rensning.${choice}`)}</h2>
            {these.length === 0 && <p className="meta">{t('rensning.none')}</p>}
            <ul>
              {these.map((item) => (
                <li key={item.key}>
                  {t(`rensning.what.${item.what}`)}: {labelOf(visit, item)}
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      <Notice tone="warn">{t('rensning.cannot-undo')}</Notice>
      <Form action={`/arenden/${arende.id}/avsluta`} version={Number(form.values.version) || arende.version}>
        <input type="hidden" name="bekraftat" value="ja" />
        {groups.map(({ what, these }) =>
          these.length > MANY ? (
            <ManyHidden key={what} what={what} items={these} form={form} />
          ) : (
            these.map((item) => (
              <input key={item.key} type="hidden" name={`val-${item.key}`} value={choices.get(item.key) ?? ''} />
            ))
          ),
        )}
        <button type="submit">{t('rensning.close')}</button>{' '}
        <a href={`/arenden/${arende.id}/avsluta`}>{t('rensning.back')}</a>
      </Form>
    </>,
    { current: '/arenden' },
  )
}

/** The choice about a large group, what the group was when it was chosen about, and the exceptions in it. */
function ManyHidden({ what, items, form }: { what: RensItem['what']; items: RensItem[]; form: FormState }) {
  const ticked = form.values.utom
  const except = new Set(typeof ticked === 'string' ? [ticked] : ticked)
  return (
    <>
      <input type="hidden" name={`alla-${what}`} value={String(form.values[`alla-${what}`] ?? '')} />
      <input type="hidden" name={`sedda-${what}`} value={fingerprintOfItems(items)} />
      {items
        .filter((item) => except.has(item.key))
        .map((item) => (
          <input key={item.key} type="hidden" name="utom" value={item.key} />
        ))}
    </>
  )
}

/** POST /arenden/:id/avsluta: first shows what will be done, and with the confirmation does it. */
export async function closeArendeAction(visit: Visit): Promise<Response> {
  const arendeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const items = await listRensning(visit.db, arendeId)
      if (form.values.bekraftat !== 'ja') {
        for (const { what, these } of groupsOf(items)) {
          if (these.length > MANY) fields.choice(`alla-${what}`, 'rensning.choice', RENS_CHOICES)
          else for (const item of these) fields.choice(`val-${item.key}`, 'rensning.choice', RENS_CHOICES)
        }
        fields.done()
        return showConfirm(visit, items, { values: form.values, errors: [] })
      }
      // The act itself asks about each item that there is then; here only what was chosen is read.
      const choices = readChoices(items, form.values)
      const keep = (text: string) =>
        receiveFile(visit.files, { name: 'utkast.txt', bytes: new TextEncoder().encode(text) })
      const path = await performForm(visit, form, async (context) => {
        await closeArende(context, { arendeId, choices, expected: form.version, keep })
        return `/arenden/${arendeId}`
      })
      // Told only when it is so: the bytes are gone, or some of them wait until nobody can be about to use them again.
      const left = await removeFiles(visit.db, visit.files)
      return visit.redirect(path, { notice: left === 0 ? 'arende-avslutat' : 'arende-avslutat-filer' })
    },
    (state) => showChoices(visit, state),
  )
}

/** POST /arenden/:id/ateruppta */
export async function reopenArendeAction(visit: Visit): Promise<Response> {
  const arendeId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const reason = fields.text('skal', 'arenden.reopen-reason', { max: 1000 })
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await reopenArende(context, { arendeId, reason, expected: form.version })
        return `/arenden/${arendeId}`
      })
      return visit.redirect(path, { notice: 'arende-aterupptaget' })
    },
    (state) => showArende(visit, state),
  )
}
