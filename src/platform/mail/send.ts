import type { Database } from '../db/index.ts'
import { mailText } from './letter.ts'
import { claimDue, type MailRow, markMail } from './mail-store.ts'

/** One mail as it goes out. */
export interface Outgoing {
  /** The same at every attempt, so that a mail server or a reader recognises one that came twice. */
  messageId: string
  to: string
  subject: string
  text: string
  calendar: string | null
}

/** What carries a mail out of the house. It throws {@link Refused} for what no further attempt can change. */
export interface Transport {
  send(mail: Outgoing): Promise<void>
  close(): void
}

/** The recipient's server has said no for good (5xx). */
export class Refused extends Error {
  override readonly name = 'Refused'
}

const MINUTE = 60_000
const BATCH = 10
/** Longer than a whole batch can take with every wait at its end (transport.ts). */
const LEASE = 20 * MINUTE
const FIRST_WAIT = MINUTE
const LONGEST_WAIT = 360 * MINUTE
/** A mail server that is down over a long weekend loses nothing. */
const GIVE_UP_AFTER = 5 * 24 * 60 * MINUTE
/** What was queued long before anything could be sent (mail was not set up) would only confuse. It can still be sent by hand. */
const TOO_OLD = 14 * 24 * 60 * MINUTE

/** How long to wait after so many attempts: a minute, two, four … six hours. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT)
}

/**
 * Sends what is due and gives how many left. Rows are taken in a short transaction, sent outside any, and marked one by one: a
 * process that dies in between leaves a lease behind that runs out, and the mail goes again under the same Message-ID.
 *
 * @param clock asked anew for every mail, so that the times in the list are those when it happened.
 * @param isStopping asked before every mail: a program that is being stopped finishes the one it has and puts the others back.
 */
export async function sendDue(
  database: Database,
  transport: Transport,
  clock: { now(): Date },
  base: URL,
  isStopping: () => boolean = () => false,
): Promise<number> {
  let sent = 0
  for (;;) {
    const at = clock.now()
    const rows = await database.transaction((trx) => claimDue(trx, at, BATCH, new Date(at.getTime() + LEASE)))
    if (rows.length === 0) return sent
    for (const [index, row] of rows.entries()) {
      if (isStopping()) {
        await putBack(database, rows.slice(index))
        return sent
      }
      const isServerGone = await sendOne(database, transport, clock, base, row).then(
        (left) => {
          if (left) sent++
          return false
        },
        async (error) => {
          if (!(error instanceof ServerGone)) throw error
          return true
        },
      )
      if (!isServerGone) continue
      // Nobody answers there: the others are put back untried instead of waiting out the same time-out one by one.
      await putBack(database, rows.slice(index + 1))
      return sent
    }
  }
}

async function putBack(database: Database, rows: readonly MailRow[]): Promise<void> {
  for (const row of rows)
    await markMail(database.db, row, { state: 'koad', nextTryAt: row.next_try_at, error: null, isUntried: true })
}

class ServerGone extends Error {}

async function sendOne(
  database: Database,
  transport: Transport,
  clock: { now(): Date },
  base: URL,
  row: MailRow,
): Promise<boolean> {
  if (clock.now().getTime() - row.queued_at.getTime() > TOO_OLD && row.attempts === 1) {
    await markMail(database.db, row, { state: 'misslyckad', error: 'för gammalt att skickas av sig självt' })
    return false
  }
  try {
    await transport.send({
      messageId: `<${row.id}@${base.hostname}>`,
      to: row.to_address,
      subject: row.subject,
      text: mailText(row, base),
      calendar: row.calendar,
    })
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).slice(0, 500)
    const now = clock.now()
    const tried = now.getTime() - (row.first_tried_at ?? now).getTime()
    if (error instanceof Refused || tried > GIVE_UP_AFTER) {
      await markMail(database.db, row, { state: 'misslyckad', error: why })
      return false
    }
    const nextTryAt = new Date(now.getTime() + waitAfter(row.attempts))
    await markMail(database.db, row, { state: 'koad', nextTryAt, error: why })
    // An answer of the server (4xx) is about this mail; no answer is about the server.
    if (!hasAnswer(error)) throw new ServerGone()
    return false
  }
  await markMail(database.db, row, { state: 'skickad', at: clock.now() })
  return true
}

function hasAnswer(error: unknown): boolean {
  return typeof (error as { responseCode?: unknown }).responseCode === 'number'
}
