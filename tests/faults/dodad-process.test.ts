import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { onEachKind, openCopy } from '../world/databases.ts'
import { killDrill } from '../world/kill-drill.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The small version of `npm run drill`. */
onEachKind((kind) => {
  it('inget som har besvarats som sparat går förlorat när processen dödas, och loggen är hel', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'samsyn-drill-'))
    const own = kind === 'postgres' ? await openCopy(kind, 'tom') : null
    try {
      const result = await killDrill({
        root,
        dataFolder,
        rounds: 2,
        writingMs: 500,
        ...(own?.url && { databaseUrl: own.url }),
      })
      expect(result.acknowledged).toBeGreaterThan(10)
      expect(result.lost).toEqual([])
      expect(result.logs).toEqual([0, 0])
      expect(existsSync(join(dataFolder, 'samsyn.lock'))).toBe(false)
    } finally {
      await own?.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }, 120_000)
})
