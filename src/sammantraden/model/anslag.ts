import { addDays } from '../../platform/time/clock.ts'
import { lastDayOf } from '../../platform/time/helgdagar.ts'

/** The notice says that the minutes have been adjusted at the latest on the second day after (KL 8:12). */
export function lastDayForNotice(justeratOn: string): string {
  return lastDayOf(justeratOn, { days: 2 })
}

/**
 * The last day of the time for appeal: three weeks from the day when the notice was posted (KL 13:5), put off past Saturdays,
 * holidays and the three eves (lag 1930:173). It says nothing about whether the decision can be appealed at all.
 */
export function lastDayOfAppeal(anslagetOn: string): string {
  return lastDayOf(anslagetOn, { weeks: 3 })
}

/** The notice may not be taken down before the time for appeal is over (KL 8:12): the day after its last day. */
export function mayBeTakenDownOn(anslagetOn: string): string {
  return addDays(lastDayOfAppeal(anslagetOn), 1)
}

/** Ordinary justering is done at the latest fourteen days after the meeting (KL 5:69 through 6:35). */
export function lastDayForJustering(heldOn: string): string {
  return addDays(heldOn, 14)
}
