import { unusedFiles } from '../arenden/index.ts'
import type { Database } from '../platform/db/index.ts'
import { giveUpFiles } from '../platform/files/file-removal.ts'
import { addDays } from '../platform/time/clock.ts'
import { forgetEnded } from './svarslank-store.ts'

/** So long after a reply link has ended what was never sent is kept, in case the party asks for a new link and wonders. */
const KEPT_DAYS = 30

/**
 * The job that clears away what was typed and uploaded by way of reply links and never sent. It has not come in to the authority – the
 * party never pressed Send – so it is no handling and nothing is logged. A file that was sent is one and stays.
 */
export async function dropLinkFiles(database: Database, today: string, now: Date): Promise<void> {
  await database.transaction(async (trx) => {
    const sha256s = await forgetEnded(trx, addDays(today, -KEPT_DAYS))
    await giveUpFiles(trx, await unusedFiles(trx, sha256s), now)
  })
}
