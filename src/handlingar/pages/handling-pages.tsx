import { findAktor, itemRail } from '../../aktorer/index.ts'
import { NotFound } from '../../platform/errors/index.ts'
import { maskPersonnummer } from '../../platform/guard/personnummer.ts'
import {
  Crumbs,
  Day,
  ErrorSummary,
  emptyForm,
  type FormState,
  KeyValues,
  Moment,
  Notice,
  RailAside,
  State,
  useView,
} from '../../platform/html/index.ts'
import { idParam, type Visit } from '../../platform/http/index.ts'
import { findMaskadKopia, type MaskadKopia, maskadeKopior } from '../maskad-kopia-store.ts'
import type { Handling } from '../model/handling.ts'
import { findHandling, findLasning } from '../store.ts'
import { HandlingActs, SekretessNotice } from './handling-acts.tsx'

/** GET /handlingar/:id */
export async function handlingPage(visit: Visit): Promise<Response> {
  return showHandling(visit, emptyForm)
}

/** The page, again with what was typed when an act on it could not be carried out. */
export async function showHandling(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const handling = await findHandling(visit.db, visit.actor, idParam(visit))
  const lasning = await findLasning(visit.db, handling.id)
  const copy = (await maskadeKopior(visit.db, [handling.id])).get(handling.id)
  const owner = await findAktor(visit.db, handling.ownerAktorId)
  const { rail, history } = await itemRail(visit, { kind: 'handling', id: handling.id })
  return visit.html(
    handling.title,
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs crumbs={[{ href: '/arenden', label: t('nav.arenden') }, { label: handling.title }]} />
      <h1>{handling.title}</h1>
      <p className="statusline">
        <HandlingStatus handling={handling} />
      </p>
      <SekretessNotice handling={handling} authority={owner?.name ?? ''} />
      <HandlingNotices handling={handling} />
      <HandlingActs visit={visit} handling={handling} form={form} />
      <div className="item">
        <div>
          <KeyValues
            rows={[
              [t('handlingar.direction'), t(`handlingar.direction.${handling.direction}`)],
              [t('handlingar.received-on'), handling.receivedOn && <Day key="day" day={handling.receivedOn} />],
              [t('handlingar.sender'), handling.sender],
              [t('handlingar.recipient'), handling.recipient],
              [t('handlingar.file'), <OriginalLink key="file" handling={handling} />],
              [t('maskering.copy'), copy && <MaskedLink key="copy" copy={copy} />],
            ]}
          />
          {lasning && (
            <section>
              <h2>{t('handlingar.text')}</h2>
              <div className="card official document-text" lang="sv">
                {maskPersonnummer(lasning.reading.text)
                  .split(/\n{2,}/)
                  .filter((paragraph) => paragraph.trim() !== '')
                  .map((paragraph, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of a stored text never change place
                    <p key={at}>{paragraph}</p>
                  ))}
              </div>
            </section>
          )}
        </div>
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/arenden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** Arbetsmaterial or allmän handling, since which day and – for one that was drawn up – by what. */
export function HandlingStatus({ handling }: { handling: Handling }) {
  const { t } = useView()
  return (
    <State tone={handling.state === 'arbetsmaterial' ? 'mute' : 'ok'}>
      {t(`handlingar.state.${handling.state}`)}
      {handling.ground && ` (${t(`handlingar.ground.${handling.ground}`)})`}, <Day day={handling.stateOn} />
    </State>
  )
}

/** What a person should know before using the document: that it could not be read, or holds what may not be spread. */
export function HandlingNotices({ handling }: { handling: Handling }) {
  const { t } = useView()
  return (
    <>
      {handling.unreadable && <Notice tone="warn">{t(`handlingar.unreadable.${handling.unreadable}`)}</Notice>}
      {handling.hasPersonnummer && <Notice tone="warn">{t('handlingar.has-personnummer')}</Notice>}
    </>
  )
}

export function OriginalLink({ handling }: { handling: Handling }) {
  const { t } = useView()
  if (handling.fileSha256 === null) return <>{t(handling.isOnPaper ? 'handlingar.on-paper' : 'handlingar.no-file')}</>
  return (
    <a href={`/handlingar/${handling.id}/original`} download>
      {t('handlingar.original', { name: handling.fileName ?? '' })}
    </a>
  )
}

function MaskedLink({ copy }: { copy: MaskadKopia }) {
  const { t } = useView()
  return (
    <>
      <a href={`/handlingar/${copy.handlingId}/maskerad`} download>
        {t('maskering.open', { name: copy.name })}
      </a>{' '}
      <span className="meta">
        {t('maskering.made', { name: copy.madeByName })} · <Moment at={copy.madeAt} />
      </span>
    </>
  )
}

/** GET /handlingar/:id/maskerad: what is given out instead of the original. */
export async function maskedFile(visit: Visit): Promise<Response> {
  const copy = await findMaskadKopia(visit.db, visit.actor, idParam(visit))
  return new Response(visit.files.read(copy.sha256) as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(copy.name)}`,
    },
  })
}

/** GET /handlingar/:id/original: the bytes as they came, always as a download – never run or shown by the browser. */
export async function originalFile(visit: Visit): Promise<Response> {
  const handling = await findHandling(visit.db, visit.actor, idParam(visit))
  if (handling.fileSha256 === null) throw new NotFound('file')
  const bytes = visit.files.read(handling.fileSha256)
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(handling.fileName ?? 'original')}`,
    },
  })
}
