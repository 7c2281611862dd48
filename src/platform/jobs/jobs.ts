import { sql } from 'kysely'
import type { Database, Db } from '../db/index.ts'
import { swedishDay, swedishMinute } from '../time/clock.ts'
import { isArbetsdag } from '../time/helgdagar.ts'

/** Something that is done by itself now and then. */
export interface Job {
  name: string
  /** Is it time, when it was last done then? */
  isDue(last: Date | null, now: Date): boolean
  run(database: Database, now: Date): Promise<unknown>
}

/** Once on every working day, at the given Swedish time (`HH:MM`) or as soon after it as the program runs. */
export function onArbetsdagar(time: string): Job['isDue'] {
  return (last, now) => {
    const today = swedishDay(now)
    if (!isArbetsdag(today) || swedishMinute(now).slice(11) < time) return false
    return last === null || swedishDay(last) < today
  }
}

type JobTables = {
  'platform.job': { name: string; last_run_at: Date | null; lease_until: Date | null; last_error: string | null }
}

function tables(db: Db) {
  return db.withTables<JobTables>()
}

/** Longer than any job takes; after it a job whose process died is taken by another. */
const LEASE_MS = 15 * 60_000

/** Takes a job when it is due and nobody has it. The row is the lock, so several processes may ask at once. */
async function claim(database: Database, job: Job, now: Date): Promise<Date | null> {
  return database.transaction(async (trx) => {
    await tables(trx)
      .insertInto('platform.job')
      .values({ name: job.name, last_run_at: null, lease_until: null, last_error: null })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    const row = await tables(trx)
      .selectFrom('platform.job')
      .selectAll()
      .where('name', '=', job.name)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if ((row.lease_until !== null && row.lease_until > now) || !job.isDue(row.last_run_at, now)) return null
    const lease = new Date(now.getTime() + LEASE_MS)
    await tables(trx).updateTable('platform.job').set({ lease_until: lease }).where('name', '=', job.name).execute()
    return lease
  })
}

/**
 * Does every job whose time has come and that no other process has taken. One that fails keeps its lease, so that it is tried again
 * when that runs out and not at once; the others are done all the same. Gives the names of those that were done.
 */
export async function runDueJobs(
  database: Database,
  jobs: readonly Job[],
  now: Date,
  report: (name: string, error: unknown) => void,
): Promise<string[]> {
  const done: string[] = []
  for (const job of jobs) {
    try {
      const lease = await claim(database, job, now)
      if (!lease) continue
      const own = tables(database.db)
      try {
        await job.run(database, now)
      } catch (error) {
        const why = (error instanceof Error ? error.message : String(error)).slice(0, 500)
        await own.updateTable('platform.job').set({ last_error: why }).where('name', '=', job.name).execute()
        throw error
      }
      await own
        .updateTable('platform.job')
        .set({ last_run_at: now, lease_until: null, last_error: null })
        .where('name', '=', job.name)
        .where(sql<boolean>`lease_until = ${lease}`)
        .execute()
      done.push(job.name)
    } catch (error) {
      report(job.name, error)
    }
  }
  return done
}

/** Asks every so often what is due, never twice at the same time. `stop` waits for what is being done. */
export function startLoop(everyMs: number, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    running = work().finally(() => {
      isBusy = false
    })
  }, everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
