import { Day, State, type Tone, useView } from '../../platform/html/index.ts'
import { formatSwedishDate } from '../../platform/time/swedish-date.ts'
import type { ProgramText } from '../../trygghetsprogram/index.ts'
import type { SvarState } from '../model/svar-steps.ts'
import { arrivalOf, dueOf, type Instans, type Remiss } from '../store.ts'
import type { Ankare, Synpunkt } from '../synpunkt-store.ts'

const LAGE_TONE: Record<SvarState, Tone> = {
  tillagd: 'mute',
  skickad: 'warn',
  mottagen: 'warn',
  under_beredning: 'warn',
  inkommen: 'ok',
  inkommen_efter_svarstiden: 'late',
  avstatt: 'mute',
}

/**
 * Where a reply is, in words and symbol. Late when the instance's own reply period has passed without it; an extension that runs is
 * told; once the remiss is closed what has not come is "ej inkommet" – and is registered all the same when it comes.
 */
export function LageState({ instans, remiss }: { instans: Instans; remiss: Pick<Remiss, 'status' | 'svarSenast'> }) {
  const { t, today, lang } = useView()
  const { lage, anstandTo, lateNote, jointReply } = instans
  const due = dueOf(instans, remiss)
  const isOpen = LAGE_TONE[lage] === 'warn'
  const joint = arrivalOf(instans, remiss)
  if (jointReply !== null && joint !== null) {
    return (
      <>
        <State tone={LAGE_TONE[joint]}>{t(`svar.state.${joint}`)}</State>{' '}
        <span className="meta">{t('svar.joint-with', { aktor: jointReply.aktorName })}</span>
      </>
    )
  }
  if (isOpen && remiss.status === 'avslutad') return <State tone="late">{t('svar.not-received')}</State>
  if (isOpen && due !== null && due < today) return <State tone="late">{t('svar.overdue')}</State>
  return (
    <>
      <State tone={LAGE_TONE[lage]}>{t(`svar.state.${lage}`)}</State>
      {isOpen && anstandTo !== null && (
        <>
          {' '}
          <State tone="warn">{t('anstand.until', { day: formatSwedishDate(anstandTo, lang) })}</State>
        </>
      )}
      {lateNote !== null && <span className="meta"> {t(`svar.late-${lateNote}`)}</span>}
    </>
  )
}

/** The joint reply that stands for an instance, as a link for whoever may read it. */
export function JointReplyLink({ instans, isVisible }: { instans: Instans; isVisible: boolean }) {
  const { t } = useView()
  const joint = instans.jointReply
  if (joint === null) return null
  const words = t('svar.joint-with', { aktor: joint.aktorName })
  return (
    <div>
      {isVisible ? (
        <a href={`/remissvar/${joint.svarId}`} aria-label={`${words}: ${instans.aktorName}`}>
          {words}
        </a>
      ) : (
        words
      )}{' '}
      <span className="meta">
        <Day day={joint.receivedOn} />
      </span>
    </div>
  )
}

export function RemissStatus({ remiss }: { remiss: Pick<Remiss, 'status' | 'svarSenast'> }) {
  const { t, today } = useView()
  const isOver = remiss.svarSenast !== null && remiss.svarSenast < today
  const tone: Tone =
    remiss.status === 'skickad' ? (isOver ? 'late' : 'warn') : remiss.status === 'utkast' ? 'mute' : 'ok'
  return (
    <>
      <State tone={tone}>{t(`remiss.state.${remiss.status}`)}</State>{' '}
      {remiss.svarSenast && (
        <span className="meta">
          {t(isOver ? 'remiss.senast-was' : 'remiss.senast-is')} <Day day={remiss.svarSenast} />
        </span>
      )}
    </>
  )
}

/** What a point is about, as a link into the text that was sent out. */
export function AnkareLabel({ ankare, text, versionId }: { ankare: Ankare; text: ProgramText; versionId: string }) {
  const { t } = useView()
  const avsnittName = (id: string | null): string => {
    const avsnitt = text.avsnitt.find((candidate) => candidate.id === id)
    return avsnitt ? `${avsnitt.number} ${avsnitt.title}` : ''
  }
  switch (ankare.type) {
    case 'passage': {
      const passage = text.avsnitt
        .flatMap((avsnitt) => avsnitt.passages)
        .find((candidate) => candidate.id === ankare.passageId)
      return (
        <>
          <a href={`/programmet/versioner/${versionId}/passager/${ankare.passageId}`}>
            {t('synpunkt.on-passage', { number: passage?.number ?? '?' })}
          </a>
          {ankare.quote !== null && (
            <>
              {' '}
              · <q lang="sv">{ankare.quote}</q>
            </>
          )}
        </>
      )
    }
    case 'avsnitt':
      return <>{t('synpunkt.on-avsnitt', { name: avsnittName(ankare.avsnittId) })}</>
    case 'saknas':
      return (
        <>
          {t('synpunkt.on-saknas')}: {ankare.proposedPlace} {ankare.avsnittId && <>({avsnittName(ankare.avsnittId)})</>}
        </>
      )
    default:
      return <>{t('synpunkt.on-helheten')}</>
  }
}

/** The kinds of a point, in words. */
export function useKinds(): (synpunkt: Pick<Synpunkt, 'kinds'>) => string {
  const { t } = useView()
  return (synpunkt) => synpunkt.kinds.map((kind) => t(`synpunkt.kind.${kind}`)).join(', ')
}
