import { NotFound } from '../../platform/errors/index.ts'
import { Form, useView } from '../../platform/html/index.ts'
import { beginSession, endSession, useOneTimeLink, type Visit } from '../../platform/http/index.ts'
import { ROLES } from '../model/aktor.ts'
import { listPersons, type Person } from '../store.ts'

/** Only paths of our own; anything else would send people elsewhere. */
function safePath(path: string | null | undefined, fallback: string): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : fallback
}

/** GET /byt-person: in the demo one can be anybody – that is what makes it a demo */
export async function changePersonPage(visit: Visit): Promise<Response> {
  if (!visit.isDemo) throw new NotFound('demo')
  const { t } = visit
  const persons = await listPersons(visit.db, visit.today)
  return visit.html(
    t('demo.change-title'),
    <>
      <h1>{t('demo.change-title')}</h1>
      <p>{t('demo.change-explain')}</p>
      <PersonGroups persons={persons} till={safePath(visit.url.searchParams.get('till'), '/minsida')} />
      {visit.actor.id && (
        <Form action="/logga-ut">
          <button type="submit" className="btn alt">
            {t('demo.be-nobody')}
          </button>
        </Form>
      )}
    </>,
    { current: '/byt-person' },
  )
}

function PersonGroups({ persons, till }: { persons: Person[]; till: string }) {
  const { t, actor } = useView()
  return (
    <>
      {ROLES.map((role) => {
        const group = persons.filter((person) => person.uppdrag[0]?.role === role)
        if (group.length === 0) return null
        return (
          <section key={role}>
            <h2 className="capital">{t(`role.${role}`)}</h2>
            <ul className="persons">
              {group.map((person) => (
                <li key={person.id}>
                  <Form action="/byt-person">
                    <input type="hidden" name="till" value={till} />
                    <button
                      type="submit"
                      name="person"
                      value={person.id}
                      className="btn alt"
                      aria-pressed={actor.id === person.id}
                    >
                      {person.name}
                    </button>{' '}
                    <span className="meta">
                      {person.title}, {[...new Set(person.uppdrag.map((uppdrag) => uppdrag.aktorName))].join(', ')}
                    </span>
                  </Form>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

/** POST /byt-person */
export async function changePersonAction(visit: Visit): Promise<Response> {
  if (!visit.isDemo) throw new NotFound('demo')
  const form = await visit.form()
  const persons = await listPersons(visit.db, visit.today)
  const person = persons.find((candidate) => candidate.id === form.values.person)
  if (!person) throw new NotFound('person')
  await endOwnSession(visit)
  const token = await beginSession(visit.db, person.id, visit.at)
  const till = form.values.till
  return visit.redirect(safePath(typeof till === 'string' ? till : null, '/minsida'), {
    cookies: [visit.sessionCookie(token)],
  })
}

/** Whoever becomes somebody else, or nobody, leaves no open session behind. */
async function endOwnSession(visit: Visit): Promise<void> {
  const token = visit.cookie(visit.sessionCookie('').split('=')[0] ?? '')
  if (token) await endSession(visit.db, token)
}

/** POST /logga-ut */
export async function signOutAction(visit: Visit): Promise<Response> {
  await endOwnSession(visit)
  return visit.redirect('/', { cookies: [visit.sessionCookie(null)] })
}

/** GET /logga-in */
export async function signInPage(visit: Visit): Promise<Response> {
  const { t } = visit
  return visit.html(
    t('demo.sign-in-title'),
    <>
      <h1>{t('demo.sign-in-title')}</h1>
      <p>{t('demo.sign-in-explain')}</p>
      {visit.isDemo && (
        <p>
          <a className="btn" href="/byt-person">
            {t('html.change-person')}
          </a>
        </p>
      )}
      {visit.actor.id && (
        <Form action="/logga-ut">
          <button type="submit">{t('html.sign-out')}</button>
        </Form>
      )}
    </>,
  )
}

/** GET /engangslank/:token: a button, since mail programs open links by themselves and would use the link up */
export async function oneTimeLinkPage(visit: Visit): Promise<Response> {
  const { t } = visit
  return visit.html(
    t('demo.link-title'),
    <>
      <h1>{t('demo.link-title')}</h1>
      <p>{t('demo.link-explain')}</p>
      <Form action={`/engangslank/${encodeURIComponent(visit.param('token'))}`}>
        <button type="submit">{t('html.sign-in')}</button>
      </Form>
    </>,
  )
}

/** POST /engangslank/:token */
export async function oneTimeLinkAction(visit: Visit): Promise<Response> {
  const { t } = visit
  const token = await visit.database.transaction(async (trx) => {
    const personId = await useOneTimeLink(trx, visit.param('token'), visit.at)
    return personId ? beginSession(trx, personId, visit.at) : null
  })
  if (token) {
    await endOwnSession(visit)
    return visit.redirect('/minsida', { cookies: [visit.sessionCookie(token)] })
  }
  return visit.html(
    t('demo.link-title'),
    <>
      <h1>{t('demo.link-used-title')}</h1>
      <p>{t('demo.link-used')}</p>
    </>,
    { status: 403 },
  )
}

/** POST /sprak */
export async function languageAction(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const lang = form.values.sprak === 'en' ? 'en' : 'sv'
  const till = form.values.till
  return visit.redirect(safePath(typeof till === 'string' ? till : null, '/'), {
    cookies: [`sprak=${lang}; Path=/; SameSite=Lax; HttpOnly; Max-Age=31536000`],
  })
}
