import { judge } from '../../platform/access/index.ts'
import { Denied } from '../../platform/errors/index.ts'
import { Choices, Crumbs, Form, Notice } from '../../platform/html/index.ts'
import { type Handler, idParam, type Visit } from '../../platform/http/index.ts'
import { exportArende } from '../export-arende.ts'
import { arendeSteps } from '../model/steps.ts'
import { PAKET_RENDERINGS, paketFiles, zipStream } from '../paket.ts'
import { type Arende, findArende } from '../store.ts'
import type { Utlatande } from '../utlatande-store.ts'

async function load(visit: Visit): Promise<Arende> {
  const arende = await findArende(visit.db, visit.actor, idParam(visit))
  const verdict = judge(arendeSteps, 'export', visit.actor, {
    state: arende.state,
    bodies: { agare: [arende.ownerAktorId] },
  })
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return arende
}

/** GET /arenden/:id/paket: what the package is. It is fetched by a button, since fetching it is an act. */
export async function paketPage(visit: Visit): Promise<Response> {
  const { t } = visit
  const arende = await load(visit)
  return visit.html(
    t('paket.title'),
    <>
      <Crumbs
        crumbs={[
          { href: '/arenden', label: t('arenden.title') },
          { href: `/arenden/${arende.id}`, label: arende.diarienummer ?? arende.title },
          { label: t('paket.title') },
        ]}
      />
      <h1>{t('paket.title')}</h1>
      <p>{t('paket.lead')}</p>
      <Notice tone="info">{t('paket.note')}</Notice>
      <Form action={`/arenden/${arende.id}/paket`}>
        <Choices
          form={{ errors: [], values: { visning: 'intern' } }}
          name="visning"
          label={t('paket.rendering')}
          options={PAKET_RENDERINGS.map((value) => ({ value, label: t(`paket.rendering.${value}`) }))}
        />
        <button type="submit">{t('arenden.do.export')}</button> <a href={`/arenden/${arende.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/arenden' },
  )
}

/** POST /arenden/:id/paket: the ZIP. Each time it is fetched stands in the log. */
export function paketAction(render: (visit: Visit, utlatande: Utlatande) => Promise<Uint8Array>): Handler {
  return async (visit) => {
    const arende = await load(visit)
    const rendering = (await visit.form()).values.visning === 'offentlig' ? 'offentlig' : 'intern'
    const files = await paketFiles({ ...visit, render: (utlatande) => render(visit, utlatande) }, arende, rendering)
    const who = { actor: visit.actor, at: visit.at, today: visit.today }
    await visit.database.transaction((trx) => exportArende({ trx, ...who }, arende, files, rendering))
    const name = (arende.diarienummer ?? 'arende').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
    return new Response(zipStream(files), {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name || 'arende'}${rendering === 'offentlig' ? '-offentlig' : ''}.zip`)}`,
      },
    })
  }
}
