import { Day, Moment, State, type Tone, useView } from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { swedishDay } from '../../platform/time/clock.ts'
import { formatSwedishDate } from '../../platform/time/swedish-date.ts'
import type { AttestLine, AttestRecord } from '../model/attest.ts'
import type { UtlatandeState } from '../model/utlatande-steps.ts'
import type { Samrad } from '../samrad-store.ts'
import type { Utlatande } from '../utlatande-store.ts'

const TONE: Record<UtlatandeState, Tone> = {
  utkast: 'mute',
  attest: 'warn',
  attesterat: 'ok',
  beslutat: 'ok',
  expedierat: 'ok',
}

export function UtlatandeStateLabel({ utlatande }: { utlatande: Pick<Utlatande, 'state' | 'nr'> }) {
  const { t } = useView()
  return (
    <>
      <State tone={TONE[utlatande.state]}>{t(`utlatande.state.${utlatande.state}`)}</State>{' '}
      <span className="meta">{t('utlatande.version-nr', { nr: utlatande.nr })}</span>
    </>
  )
}

export function utlatandeCrumbs(visit: Visit, utlatande: Utlatande, last?: string) {
  const { t } = visit
  const own = t(`utlatande.label.${utlatande.label.toLowerCase()}`)
  const base = [
    { href: '/arenden', label: t('arenden.title') },
    { href: `/arenden/${utlatande.arendeId}`, label: utlatande.diarienummer ?? t('arenden.no-dnr') },
  ]
  return last
    ? [...base, { href: `/utlatanden/${utlatande.id}`, label: own }, { label: last }]
    : [...base, { label: own }]
}

const LINE_TONE: Record<AttestLine['state'], Tone> = { vantar: 'mute', tur: 'warn', attesterad: 'ok', aldre: 'late' }

/** Who attests, in order, and how far it has come: the table that the document prints too. */
export function AttestTable({ lines, nr }: { lines: AttestLine[]; nr: number }) {
  const { t, lang } = useView()
  if (lines.length === 0) return <p className="meta">{t('attest.nobody-yet')}</p>
  return (
    <div className="table-wrap">
      <table>
        <caption className="visually-hidden">{t('attest.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('attest.name-title')}</th>
            <th scope="col">{t('attest.state')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.ordinal}>
              <td>
                {line.state === 'attesterad' && line.done
                  ? `${line.done.byName}, ${line.done.byTitle}`
                  : `${line.personName}, ${line.personTitle}`}
              </td>
              <td>
                <State tone={LINE_TONE[line.state]}>{t(`attest.line.${line.state}`)}</State>{' '}
                {line.done && (
                  <span className="meta">
                    <Moment at={line.done.at} />
                    {line.done.nr !== nr && ` · ${t('utlatande.version-nr', { nr: line.done.nr })}`}
                  </span>
                )}
                {line.state === 'tur' && line.done && (
                  <div className="meta">
                    {t('attest.older', {
                      nr: line.done.nr,
                      day: formatSwedishDate(swedishDay(line.done.at), lang),
                    })}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What was sent back, with the comment, the newest first. */
export function Returned({ records }: { records: AttestRecord[] }) {
  const { t } = useView()
  const returned = records.filter((record) => record.outcome === 'atersand').reverse()
  if (returned.length === 0) return null
  return (
    <>
      <h3>{t('attest.returned')}</h3>
      {returned.map((record) => (
        <div className="card" key={record.at.toISOString()}>
          <p>{record.remark}</p>
          <p className="meta">
            {record.byName}, {record.byTitle} · <Moment at={record.at} /> ·{' '}
            {t('utlatande.version-nr', { nr: record.nr })}
          </p>
        </div>
      ))}
    </>
  )
}

/** Who has been asked, what they said, about which version. */
export function SamradList({ samrad }: { samrad: Samrad[] }) {
  const { t } = useView()
  if (samrad.length === 0) return <p className="meta">{t('samrad.none')}</p>
  return (
    <ul className="plain">
      {samrad.map((row) => (
        <li key={row.id}>
          <State tone={row.answeredAt === null ? 'warn' : row.hasObjection ? 'late' : 'ok'}>
            {t(
              row.answeredAt === null
                ? 'samrad.waiting'
                : row.hasObjection
                  ? 'samrad.objection'
                  : 'samrad.no-objection',
            )}
          </State>{' '}
          {row.personName}, {row.personTitle}{' '}
          <span className="meta">
            {t('utlatande.version-nr', { nr: row.nr })}
            {row.answeredAt ? (
              <>
                {' '}
                · <Moment at={row.answeredAt} />
              </>
            ) : (
              row.dueOn && (
                <>
                  {' '}
                  · {t('samrad.due')} <Day day={row.dueOn} />
                </>
              )
            )}
          </span>
          {row.remark && <p className="prewrap">{row.remark}</p>}
        </li>
      ))}
    </ul>
  )
}
