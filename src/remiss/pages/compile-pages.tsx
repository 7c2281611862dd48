import { itemRail } from '../../aktorer/index.ts'
import { Crumbs, Empty, RailAside, State, useView } from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { type Passage, PassageView, type ProgramText } from '../../trygghetsprogram/index.ts'
import { arrivalOf, isAnswered } from '../store.ts'
import { listSynpunkterOfRemiss, type SynpunktWithBody } from '../synpunkt-store.ts'
import { AnkareLabel, RemissStatus, useKinds } from './labels.tsx'
import { loadRemiss, type RemissView } from './remiss-pages.tsx'

/** The points by what they are about. */
interface Grouped {
  byPassage: Map<string, SynpunktWithBody[]>
  byAvsnitt: Map<string, SynpunktWithBody[]>
  whole: SynpunktWithBody[]
  missing: SynpunktWithBody[]
}

function group(points: SynpunktWithBody[]): Grouped {
  const grouped: Grouped = { byPassage: new Map(), byAvsnitt: new Map(), whole: [], missing: [] }
  const put = (map: Map<string, SynpunktWithBody[]>, key: string, point: SynpunktWithBody): void => {
    map.set(key, [...(map.get(key) ?? []), point])
  }
  for (const point of points) {
    if (point.ankare.type === 'passage') put(grouped.byPassage, point.ankare.passageId, point)
    else if (point.ankare.type === 'avsnitt') put(grouped.byAvsnitt, point.ankare.avsnittId, point)
    else if (point.ankare.type === 'saknas') grouped.missing.push(point)
    else grouped.whole.push(point)
  }
  return grouped
}

/** GET /remisser/:id/sammanstallning?passage= : the text with the points at its passages */
export async function compilePage(visit: Visit): Promise<Response> {
  const { t } = visit
  const view = await loadRemiss(visit)
  const { remiss, instanser, text } = view
  const points = await listSynpunkterOfRemiss(visit.db, visit.actor, remiss.id)
  const grouped = group(points)
  const asked = visit.url.searchParams.get('passage')
  const passages = text.avsnitt.flatMap((avsnitt) => avsnitt.passages)
  const selected = passages.find((passage) => passage.id === asked) ?? null
  const { rail, history } = await itemRail(
    visit,
    selected ? { kind: 'passage', id: selected.id } : { kind: 'remiss', id: remiss.id },
  )
  const inCount = instanser.filter(isAnswered).length
  const lateCount = instanser.filter((instans) => arrivalOf(instans, remiss) === 'inkommen_efter_svarstiden').length
  return visit.html(
    t('remiss.compile'),
    <>
      <Crumbs
        crumbs={[
          { href: '/remisser', label: t('remiss.list-title') },
          { href: `/remisser/${remiss.id}`, label: remiss.title },
          { label: t('remiss.compile') },
        ]}
      />
      <h1>
        {t('remiss.compile')} <span className="dnr">{remiss.diarienummer}</span>
      </h1>
      <p className="statusline">
        <RemissStatus remiss={remiss} /> <State tone="ok">{t('remiss.in-count', { n: inCount })}</State>{' '}
        {lateCount > 0 && <State tone="late">{t('remiss.late-count', { n: lateCount })}</State>}{' '}
        {instanser.length > inCount && (
          <State tone="warn">{t('remiss.not-in-count', { n: instanser.length - inCount })}</State>
        )}{' '}
        <a href="#synpunkter">
          <State tone="mute">{t('remiss.points-count', { n: points.length })}</State>
        </a>
      </p>
      <div className="compile">
        <ProgramColumn view={view} grouped={grouped} selected={selected} />
        <PointsColumn view={view} grouped={grouped} selected={selected} total={points.length} />
        <RailAside rail={rail} history={history} />
      </div>
    </>,
    { current: '/remisser' },
  )
}

function ProgramColumn({ view, grouped, selected }: { view: RemissView; grouped: Grouped; selected: Passage | null }) {
  const { t } = useView()
  const { remiss, text } = view
  return (
    <section className="card official" lang="sv" aria-label={t('remiss.programme')}>
      {text.avsnitt.map((avsnitt) => (
        <section key={avsnitt.id}>
          <h2 id={`a-${avsnitt.number}`}>
            {avsnitt.number} {avsnitt.title}{' '}
            <CountLink n={grouped.byAvsnitt.get(avsnitt.id)?.length ?? 0} href={`#avsnitt-${avsnitt.number}`} />
          </h2>
          {avsnitt.passages.map((passage) => {
            const points = grouped.byPassage.get(passage.id) ?? []
            const marks = points.flatMap(({ ankare }) =>
              ankare.type === 'passage' && ankare.start !== null && ankare.end !== null
                ? [{ start: ankare.start, end: ankare.end }]
                : [],
            )
            return (
              <PassageView
                key={passage.id}
                passage={passage}
                extras={{
                  marks,
                  isSelected: passage.id === selected?.id,
                  note: (
                    <CountLink
                      n={points.length}
                      href={`/remisser/${remiss.id}/sammanstallning?passage=${passage.id}#p-${passage.number}`}
                    />
                  ),
                }}
              />
            )
          })}
        </section>
      ))}
    </section>
  )
}

function CountLink({ n, href }: { n: number; href: string }) {
  const { t } = useView()
  if (n === 0) return null
  return (
    <a className="meta" href={href}>
      {t('remiss.points-count', { n })}
    </a>
  )
}

function PointsColumn({
  view,
  grouped,
  selected,
  total,
}: {
  view: RemissView
  grouped: Grouped
  selected: Passage | null
  total: number
}) {
  const { t } = useView()
  const { remiss, text, program } = view
  if (total === 0) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reachable with the keyboard
      <section id="synpunkter" tabIndex={0} aria-label={t('remiss.points')}>
        <Empty title={t('remiss.no-points')}>
          <p>{t('remiss.no-points-explain')}</p>
        </Empty>
      </section>
    )
  }
  if (selected) {
    const points = grouped.byPassage.get(selected.id) ?? []
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reachable with the keyboard
      <section id="synpunkter" tabIndex={0} aria-label={t('remiss.points')}>
        <h2>{t('remiss.points-on', { n: points.length, number: selected.number })}</h2>
        <Points points={points} text={text} versionId={program.id} />
        <p>
          <a href={`/remisser/${remiss.id}/sammanstallning`}>{t('remiss.all-points')}</a>
        </p>
      </section>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reachable with the keyboard
    <section id="synpunkter" tabIndex={0} aria-label={t('remiss.points')}>
      {text.avsnitt.flatMap((avsnitt) => {
        const onAvsnitt = grouped.byAvsnitt.get(avsnitt.id) ?? []
        const onPassages = avsnitt.passages.filter((passage) => grouped.byPassage.has(passage.id))
        if (onAvsnitt.length === 0 && onPassages.length === 0) return []
        return [
          <section key={avsnitt.id} aria-labelledby={`avsnitt-${avsnitt.number}`}>
            <h2 id={`avsnitt-${avsnitt.number}`} lang="sv">
              {avsnitt.number} {avsnitt.title}
            </h2>
            <Points points={onAvsnitt} text={text} versionId={program.id} />
            {onPassages.map((passage) => (
              <Points
                key={passage.id}
                points={grouped.byPassage.get(passage.id) ?? []}
                text={text}
                versionId={program.id}
              />
            ))}
          </section>,
        ]
      })}
      <Group title={t('synpunkt.on-helheten')} points={grouped.whole} view={view} />
      <Group title={t('synpunkt.on-saknas')} points={grouped.missing} view={view} />
    </section>
  )
}

function Group({ title, points, view }: { title: string; points: SynpunktWithBody[]; view: RemissView }) {
  if (points.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <Points points={points} text={view.text} versionId={view.program.id} />
    </section>
  )
}

function Points({ points, text, versionId }: { points: SynpunktWithBody[]; text: ProgramText; versionId: string }) {
  const { t } = useView()
  const kinds = useKinds()
  return (
    <>
      {points.map((point) => (
        <article className="point" key={point.id}>
          <p>
            <strong>{kinds(point)}</strong>{' '}
            <span className="meta">
              <a href={`/remissvar/${point.svarId}#s-${point.ordinal}`}>{point.aktorName}</a>
              {point.medNames.length > 0 && <> {t('svar.also-for', { instanser: point.medNames.join(', ') })}</>} ·{' '}
              {t(`svar.form.${point.form}`)} · {t(`synpunkt.source.${point.source}`)}
            </span>
          </p>
          <p lang="sv">{point.text}</p>
          <p className="meta">
            <AnkareLabel ankare={point.ankare} text={text} versionId={versionId} />
          </p>
        </article>
      ))}
    </>
  )
}
