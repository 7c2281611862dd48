import { calendarOwner, findAktor, loadActor } from '../../aktorer/index.ts'
import { samradDaysFor } from '../../arenden/index.ts'
import { NotFound } from '../../platform/errors/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { addDays, swedishInstant } from '../../platform/time/clock.ts'
import { type CalendarDay, toIcs } from '../../platform/time/ics.ts'
import { svarDaysFor, svarDaysOf } from '../../remiss/index.ts'
import { MEETINGS_BACK_DAYS, sammantradeDaysOf } from '../../sammantraden/index.ts'

/** An event before the address of the program is put before its path. */
type Event = Omit<CalendarDay, 'url'> & { href: string }

/** GET /kalender/:token: the days that wait for one person, or one body's meetings and reply-by dates, for a calendar program */
export async function calendarFile(visit: Visit): Promise<Response> {
  const owner = await calendarOwner(visit.db, visit.param('token').replace(/\.ics$/, ''))
  if (!owner) throw new NotFound('kalender')
  const { name, events } =
    'personId' in owner ? await ofPerson(visit, owner.personId) : await ofBody(visit, owner.aktorId)
  const days = events.map(({ href, ...event }) => ({ ...event, url: new URL(href, visit.publicUrl).href }))
  return new Response(toIcs(name, days, visit.at), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="samsyn.ics"',
      'cache-control': 'no-store',
    },
  })
}

interface Calendar {
  name: string
  events: Event[]
}

async function ofPerson(visit: Visit, personId: string): Promise<Calendar> {
  const actor = await loadActor(visit.db, personId, visit.today)
  if (!actor) throw new NotFound('kalender')
  return {
    name: 'Samsyn',
    events: [...(await svarDaysFor(visit.db, actor)), ...(await samradDaysFor(visit.db, actor))],
  }
}

/** ORGAN-KALENDER: nothing but what everybody in the municipality may see, since nobody knows who fetches it. */
async function ofBody(visit: Visit, aktorId: string): Promise<Calendar> {
  const aktor = await findAktor(visit.db, aktorId)
  if (!aktor) throw new NotFound('kalender')
  const from = addDays(visit.today, -MEETINGS_BACK_DAYS)
  const meetings = (await sammantradeDaysOf(visit.db, aktorId, from)).map((meeting): Event => {
    const isCancelled = meeting.cancelledOn !== null
    return {
      uid: `sammantrade-${meeting.id}@samsyn`,
      day: meeting.heldOn,
      startsAt: swedishInstant(meeting.heldOn, meeting.startsAt),
      place: meeting.place,
      // Not every program shows what is called off as such; the words do.
      title: `${isCancelled ? 'Inställt: s' : 'S'}ammanträde i ${meeting.aktorName}`,
      isCancelled,
      href: `/sammantraden/${meeting.id}`,
    }
  })
  return { name: `Samsyn: ${aktor.name}`, events: [...meetings, ...(await svarDaysOf(visit.db, aktorId, from))] }
}
