import { listUtlatanden } from '../../arenden/index.ts'
import { bodiesOf } from '../../platform/access/index.ts'
import { Day, useView } from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { dueOf, type Instans, LageState, ownInstanser, type Remiss } from '../../remiss/index.ts'
import { listPunkter, listSammantraden, PunktCard, type Sammantrade } from '../../sammantraden/index.ts'

type Punkt = Parameters<typeof PunktCard>[0]

interface Papers {
  meetings: { meeting: Sammantrade; items: Punkt[] }[]
  instanser: { instans: Instans; remiss: Remiss }[]
}

/** What an elected member needs before a meeting, read in one go. Null for everybody else. */
export async function loadPapers(visit: Visit): Promise<Papers | null> {
  const bodies = bodiesOf(visit.actor, ['fortroendevald'])
  if (bodies.length === 0) return null
  const meetings = []
  // The next meeting of each body; the later ones stand in the calendar.
  for (const aktorId of new Set(bodies)) {
    const [meeting] = await listSammantraden(visit.db, visit.actor, { from: visit.today, aktorIds: [aktorId] })
    if (!meeting) continue
    const utlatanden = await listUtlatanden(visit.db, visit.actor, { aktorId })
    const items = (await listPunkter(visit.db, meeting.id)).flatMap(({ utlatandeId, nr }) => {
      const utlatande = utlatanden.find((one) => one.id === utlatandeId)
      return utlatande ? [{ nr, utlatande }] : []
    })
    meetings.push({ meeting, items })
  }
  return { meetings, instanser: await ownInstanser(visit.db, visit.actor) }
}

/** The elected member's part of Min sida, made for a phone: the meeting and its papers, and what the body answers for. */
export function PapersView({ papers }: { papers: Papers }) {
  const { t } = useView()
  return (
    <>
      <h2>{t('minsida.next-meeting')}</h2>
      {papers.meetings.length === 0 && <p className="meta">{t('minsida.no-meeting')}</p>}
      {papers.meetings.map(({ meeting, items }) => (
        <section key={meeting.id}>
          <p>
            <a href={`/sammantraden/${meeting.id}`}>
              {meeting.aktorName}, <Day day={meeting.heldOn} /> {meeting.startsAt}
            </a>{' '}
            <span className="meta">{meeting.place}</span>
          </p>
          {items.length === 0 && (
            <p className="meta">
              {t('minsida.papers-come')} <Day day={meeting.kallelseOn} />
            </p>
          )}
          {items.map((item) => (
            <PunktCard key={item.utlatande.id} {...item} />
          ))}
        </section>
      ))}
      <h2>{t('minsida.we-answer-for')}</h2>
      {papers.instanser.length === 0 && <p className="meta">{t('minsida.no-instanser')}</p>}
      <ul className="plain">
        {papers.instanser.map(({ instans, remiss }) => (
          <li key={instans.id}>
            <a href={`/remissinstanser/${instans.id}`}>{remiss.title}</a>{' '}
            <LageState instans={instans} remiss={remiss} /> <Due day={dueOf(instans, remiss)} />
          </li>
        ))}
      </ul>
      <p>
        <a href="/programmet">{t('minsida.our-ansvar')}</a>
      </p>
    </>
  )
}

function Due({ day }: { day: string | null }) {
  const { t } = useView()
  if (day === null) return null
  return (
    <span className="meta">
      {t('remiss.svar-senast')} <Day day={day} />
    </span>
  )
}
