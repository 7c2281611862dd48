import { judge } from '../../platform/access/index.ts'
import { Denied, NotFound } from '../../platform/errors/index.ts'
import { Crumbs, ErrorSummary, Form, type FormState, TextField } from '../../platform/html/index.ts'
import { answerForm, type FieldReader, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { isMailAddress } from '../../platform/mail/index.ts'
import { aktorerSituation } from '../access.ts'
import { versionOfAktor } from '../contact-store.ts'
import { editContact } from '../edit-contact.ts'
import { aktorerSteps } from '../model/steps.ts'
import { findAktor, listPersons } from '../store.ts'

/** An address that mail can be sent to, or null when the field is empty. */
export function readEmail(fields: FieldReader, name: string): string | null {
  const text = fields.text(name, 'aktorer.email', { max: 254, isOptional: true })
  if (text !== '' && !isMailAddress(text)) fields.fail(name, 'aktorer.email-bad', 'aktorer.email')
  return text || null
}

const PHONE = /^\+?\d[\d -]{4,22}\d$/

function readPhone(fields: FieldReader, name: string): string | null {
  const text = fields.text(name, 'aktorer.phone', { max: 24, isOptional: true })
  if (text !== '' && !PHONE.test(text)) fields.fail(name, 'aktorer.phone-bad', 'aktorer.phone')
  return text || null
}

/** GET /aktorer/:id/kontakt */
export async function contactPage(visit: Visit): Promise<Response> {
  return show(visit, null)
}

async function show(visit: Visit, again: FormState | null): Promise<Response> {
  const { t } = visit
  const verdict = judge(aktorerSteps, 'edit-contact', visit.actor, aktorerSituation(visit.actor))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  const aktor = await findAktor(visit.db, idParam(visit))
  if (!aktor) throw new NotFound('aktor')
  const persons = await listPersons(visit.db, visit.today, aktor.id)
  const form = again ?? {
    values: Object.fromEntries([
      ['epost', aktor.email ?? ''],
      ...persons.flatMap((person) => [
        [`epost-${person.id}`, person.email ?? ''],
        [`telefon-${person.id}`, person.phone ?? ''],
      ]),
    ]),
    errors: [],
  }
  return visit.html(
    t('aktorer.edit-contact'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[
          { href: '/aktorer', label: t('aktorer.title') },
          { href: `/aktorer/${aktor.id}`, label: aktor.name },
          { label: t('aktorer.edit-contact') },
        ]}
      />
      <h1>{t('aktorer.contact-title', { name: aktor.name })}</h1>
      <p>{t('aktorer.contact-lead')}</p>
      <Form
        action={`/aktorer/${aktor.id}/kontakt`}
        form={form}
        version={Number(form.values.version) || (await versionOfAktor(visit.db, aktor.id))}
      >
        <TextField
          form={form}
          name="epost"
          label={t('aktorer.funktionsbrevlada')}
          hint={t('aktorer.funktionsbrevlada-hint')}
          required={false}
        />
        {persons.map((person) => (
          <fieldset key={person.id}>
            <legend>
              {person.name}, {person.title}
            </legend>
            <input
              type="hidden"
              name={`version-${person.id}`}
              value={String(form.values[`version-${person.id}`] ?? person.version)}
            />
            <TextField form={form} name={`epost-${person.id}`} label={t('aktorer.email')} required={false} />
            <TextField form={form} name={`telefon-${person.id}`} label={t('aktorer.phone')} required={false} />
          </fieldset>
        ))}
        <button type="submit">{t('aktorer.save-contact')}</button>{' '}
        <a href={`/aktorer/${aktor.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/aktorer', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /aktorer/:id/kontakt */
export async function contactAction(visit: Visit): Promise<Response> {
  const aktorId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const persons = (await listPersons(visit.db, visit.today, aktorId)).flatMap((person) =>
        form.values[`version-${person.id}`] === undefined
          ? []
          : [
              {
                id: person.id,
                email: readEmail(fields, `epost-${person.id}`),
                phone: readPhone(fields, `telefon-${person.id}`),
                expected: Number(form.values[`version-${person.id}`]) || 0,
              },
            ],
      )
      const input = { aktorId, email: readEmail(fields, 'epost'), persons, expected: form.version }
      fields.done()
      const path = await performForm(visit, form, async (context) => {
        await editContact(context, input)
        return `/aktorer/${aktorId}`
      })
      return visit.redirect(path, { notice: 'kontakt-sparad' })
    },
    (state) => show(visit, state),
  )
}
