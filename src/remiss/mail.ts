import { type Notice, notifyAktorer, notifyPersons, type Telling } from '../aktorer/index.ts'
import { handlaggareOf } from '../arenden/index.ts'
import { type CalendarDay, toIcs } from '../platform/time/ics.ts'
import { formatSwedishDate } from '../platform/time/swedish-date.ts'
import type { Instans, Remiss } from './store.ts'

/**
 * Everything that the remiss tells people by mail, in one place. A mail is a pointer and never the document: diary number, day and
 * one link. What is only a draft, or only one authority's, is not in it (BREV-PEKARE).
 */

/** What a mail may tell of a remiss: it has been sent, so its title and number are public. */
export type ToldRemiss = Pick<Remiss, 'id' | 'title' | 'diarienummer' | 'svarSenast' | 'ownerName'>

/** The beginning of every subject: the sender's diary number, or that there is none. */
function dnr(remiss: Pick<Remiss, 'diarienummer'>): string {
  return remiss.diarienummer ?? 'utan diarienummer'
}

function day(value: string | null): string {
  return value === null ? 'dag saknas' : formatSwedishDate(value, 'sv')
}

/** The reply-by date as an event in a calendar. */
export function svarsdag(remiss: ToldRemiss, url: string | null): CalendarDay | null {
  if (remiss.svarSenast === null) return null
  return {
    uid: `remiss-${remiss.id}@samsyn`,
    day: remiss.svarSenast,
    title: `Svar senast: ${remiss.title} (${dnr(remiss)})`,
    url,
  }
}

/** A remiss has reached the bodies that are asked. */
export async function tellSent(
  telling: Telling,
  remiss: ToldRemiss,
  instanser: readonly Pick<Instans, 'id' | 'aktorId'>[],
): Promise<void> {
  const event = svarsdag(remiss, null)
  await notifyAktorer(
    telling,
    instanser.map((instans) => ({
      aktorId: instans.aktorId,
      notice: {
        key: `remiss-skickad:${instans.id}`,
        subject: `Remiss ${dnr(remiss)}: svar senast ${day(remiss.svarSenast)}`,
        text: `${remiss.ownerName} har skickat remissen "${remiss.title}" till er.\n\nSvara senast ${day(remiss.svarSenast)}. Registrera remissen och läs den här:`,
        path: `/remissinstanser/${instans.id}`,
        ...(event && { calendar: toIcs('Samsyn', [event], telling.at) }),
      },
    })),
  )
}

/** Somebody is to prepare the reply. Who took it on themselves is not told. */
export async function tellAssigned(
  telling: Telling & { actor: { id: string | null } },
  remiss: ToldRemiss,
  instans: Pick<Instans, 'id' | 'version' | 'diarienummer'>,
  handlaggareId: string | null,
): Promise<void> {
  if (handlaggareId === null || handlaggareId === telling.actor.id) return
  await notifyPersons(telling, [handlaggareId], {
    key: `remiss-tilldelad:${instans.id}:${instans.version}`,
    subject: `Du handlägger remissen ${instans.diarienummer ?? dnr(remiss)}: svar senast ${day(remiss.svarSenast)}`,
    text: `Du har fått remissen "${remiss.title}" från ${remiss.ownerName} (${dnr(remiss)}) att handlägga.\n\nSvara senast ${day(remiss.svarSenast)}. Remissen finns här:`,
    path: `/remissinstanser/${instans.id}`,
  })
}

/** A reply has come: whoever prepares the remiss at the sender is told, and where nobody does its funktionsbrevlåda. */
export async function tellReplied(
  telling: Telling,
  remiss: ToldRemiss & Pick<Remiss, 'arendeId' | 'ownerAktorId'>,
  instans: Pick<Instans, 'aktorName'>,
  svarId: string,
): Promise<void> {
  const notice = {
    key: `remissvar-inkommet:${svarId}`,
    subject: `Svar på remiss ${dnr(remiss)} har kommit in ${day(telling.today)}`,
    text: `${instans.aktorName} har svarat på remissen "${remiss.title}".\n\nSvaret finns här:`,
    path: `/remissvar/${svarId}`,
  }
  const handlaggare = await handlaggareOf(telling.trx, remiss.arendeId)
  if (handlaggare === null) await notifyAktorer(telling, [{ aktorId: remiss.ownerAktorId, notice }])
  else await notifyPersons(telling, [handlaggare], notice)
}

/** A joint reply that has been sent stands for other bodies too: each is told, so that one that does not agree can answer itself. */
export async function tellJoint(
  telling: Telling,
  remiss: ToldRemiss,
  instans: Pick<Instans, 'aktorName'>,
  svarId: string,
  named: readonly Pick<Instans, 'id' | 'aktorId'>[],
): Promise<void> {
  await notifyAktorer(
    telling,
    named.map((one) => ({
      aktorId: one.aktorId,
      notice: {
        key: `gemensamt-svar:${svarId}:${one.id}`,
        subject: `Gemensamt svar på remiss ${dnr(remiss)}`,
        text: `${instans.aktorName} har svarat på remissen "${remiss.title}" från ${remiss.ownerName}, också för er. Påminnelserna till er upphör.\n\nNi kan ändå lämna ett eget svar. Remissen finns här:`,
        path: `/remissinstanser/${one.id}`,
      },
    })),
  )
}

/** The personal link of an instance without accounts. `secret` is sent and then forgotten. */
export function linkLetter(
  remiss: ToldRemiss,
  link: { id: string; to: string; token: string; aktorName: string; validTo: string },
): Notice & { to: string; secret: string } {
  return {
    key: `svarslank:${link.id}`,
    to: link.to,
    subject: `Remiss ${dnr(remiss)}: svara senast ${day(remiss.svarSenast)}`,
    text: `${remiss.ownerName} ber ${link.aktorName} att svara på remissen "${remiss.title}" (${dnr(remiss)}) senast ${day(remiss.svarSenast)}.\n\nLänken är personlig och gäller till och med ${day(link.validTo)}. Den som har den kan läsa remissen och svara för er; skicka den inte vidare till andra än dem som ska skriva svaret.`,
    path: '/svara/',
    secret: link.token,
  }
}

/** A reminder to a body that has not answered, so many working days before (negative) or after its reply-by date. */
export function reminderNotice(
  remiss: ToldRemiss,
  instans: { id: string; aktorName: string; diarienummer: string | null },
  offset: number,
): Notice {
  const days = Math.abs(offset) === 1 ? 'en arbetsdag' : `${Math.abs(offset)} arbetsdagar`
  const number = instans.diarienummer ? `${instans.diarienummer} (avsändarens ${dnr(remiss)})` : dnr(remiss)
  const isBefore = offset < 0
  return {
    key: `paminnelse:${instans.id}:${remiss.svarSenast}:${offset}`,
    subject: isBefore
      ? `Påminnelse ${instans.diarienummer ?? dnr(remiss)}: svar senast ${day(remiss.svarSenast)}`
      : `Påminnelse ${instans.diarienummer ?? dnr(remiss)}: svaret skulle ha kommit ${day(remiss.svarSenast)}`,
    text: isBefore
      ? `${instans.aktorName} har ${days} kvar att svara på remissen "${remiss.title}" från ${remiss.ownerName}.\n\nDiarienummer: ${number}. Svara senast ${day(remiss.svarSenast)}. Remissen finns här:`
      : `Svarstiden för remissen "${remiss.title}" från ${remiss.ownerName} gick ut för ${days} sedan, och svaret från ${instans.aktorName} har inte kommit.\n\nDiarienummer: ${number}. Ett svar som kommer sent registreras och märks. Remissen finns här:`,
    path: `/remissinstanser/${instans.id}`,
  }
}
