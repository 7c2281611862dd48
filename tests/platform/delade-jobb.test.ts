import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { runSharedJob } from '../../src/platform/jobs/index.ts'
import { runShared } from '../../src/stat-job.ts'
import { METHODS, runMethod, StatisticsInvalid } from '../../src/statistics/index.ts'
import { Random } from '../../src/statistics/random.ts'
import { distFolder } from '../documents/programs.ts'
import { temporaryFolder } from '../world/temporary.ts'

/** A worker that answers as it is told to: the square of each unit, an error, nothing at all, or more memory than it may have. */
const WORKER = `
import { parentPort, workerData } from 'node:worker_threads'
const held = []
parentPort.on('message', ({ piece, from, to }) => {
  const { kind, numbers } = workerData
  if (kind === 'fastna') for (;;);
  if (kind === 'dö') process.exit(4)
  if (kind === 'fel' && to > 50) return parentPort.postMessage({ piece, error: { name: 'StatisticsInvalid', path: 'points[7]', value: 3, expected: ['annat', 'else'] } })
  if (kind === 'minne') for (;;) held.push(new Float64Array(4e6).fill(1))
  if (kind === 'hög') for (;;) held.push({ held: String(Math.random()) })
  const part = []
  if (kind === 'sen') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, from === 0 ? 100 : 20)
  for (let unit = from; unit < to; unit++) part.push(numbers[unit] ** 2)
  parentPort.postMessage({ piece, part })
})
`
const numbers = Float64Array.from({ length: 20_000 }, (_, i) => i)
function run(kind: string, more: Partial<Parameters<typeof runSharedJob>[0]> = {}): Promise<unknown[]> {
  const workerUrl = pathToFileURL(`${temporaryFolder({ 'arbetare-worker.mjs': WORKER })}/arbetare-worker.mjs`)
  return runSharedJob({ workerUrl, task: { kind, numbers }, units: 100, workers: 2, memoryMb: 500, ...more })
}

const controllers: AbortController[] = []
afterEach(() => {
  for (const one of controllers.splice(0)) one.abort()
})

describe('ett tungt jobb på flera trådar', () => {
  it.each([1, 2, 3])('ger samma delar i samma ordning med %i trådar', async (workers) => {
    const parts = (await run('kvadrat', { workers })) as number[][]
    expect(parts.flat()).toEqual(Array.from({ length: 100 }, (_, i) => i * i))
  })

  it('säger hur långt det har kommit, till sista enheten', async () => {
    const seen: number[] = []
    await run('kvadrat', { onProgress: (done, units) => seen.push(done / units) })
    expect(seen.length).toBeGreaterThan(5)
    expect([...seen].sort((a, b) => a - b)).toEqual(seen)
    expect(seen.at(-1)).toBe(1)
  })

  it('går att avbryta mitt i, och innan det har börjat', async () => {
    const stop = new AbortController()
    controllers.push(stop)
    const running = run('fastna', { signal: stop.signal })
    setTimeout(() => stop.abort(), 100)
    await expect(running).rejects.toMatchObject({ name: 'JobEnded', reason: 'cancelled' })
    await expect(run('kvadrat', { signal: stop.signal })).rejects.toMatchObject({ reason: 'cancelled' })
  })

  it.each(['minne', 'hög'])('får inte ta mer minne än det fått: %s', async (kind) => {
    await expect(run(kind, { memoryMb: 100 })).rejects.toMatchObject({ name: 'JobEnded', reason: 'memory' })
  })

  it.each([1, 2, 3])('slutar när de första delarna räcker, och ger dem utan lucka: %i trådar', async (workers) => {
    const seen: number[] = []
    const isEnough = (parts: readonly unknown[]) => {
      seen.push(parts.length)
      return parts.flat().length >= 500
    }
    const parts = (await run('sen', { workers, units: 10_000, isEnough })) as number[][]
    const given = parts.flat()
    expect(given).toEqual(Array.from({ length: given.length }, (_, i) => i * i))
    expect(given.length).toBeGreaterThanOrEqual(500)
    expect(given.length).toBeLessThan(10_000)
    expect([...seen].sort((a, b) => a - b)).toEqual(seen)
  })

  it('väntar på den första delen fastän senare är klara', async () => {
    const seen: number[] = []
    const isEnough = (parts: readonly unknown[]) => {
      seen.push(...(parts as number[][]).map(([first]) => Math.sqrt(first ?? 0)))
      return true
    }
    const parts = (await run('sen', { units: 1000, isEnough })) as number[][]
    expect(seen[0]).toBe(0)
    expect(parts.flat()).toEqual(Array.from({ length: parts.flat().length }, (_, i) => i * i))
  })

  it('säger det som är fel när det frågas om det räcker, utan att processen dör', async () => {
    const wrong = () => {
      throw new RangeError('nej')
    }
    await expect(run('sen', { units: 1000, isEnough: wrong })).rejects.toThrow('nej')
    await expect(run('kvadrat', { onProgress: wrong })).rejects.toThrow('nej')
  })

  it('gör allt när det aldrig räcker', async () => {
    expect((await run('kvadrat', { isEnough: () => false })).flat()).toHaveLength(100)
  })

  it('utan något att göra är det klart direkt', async () => {
    expect(await run('kvadrat', { units: 0 })).toEqual([])
  })

  it('säger det som en tråd säger är fel, och att en tråd har dött', async () => {
    await expect(run('fel')).rejects.toMatchObject({ path: 'points[7]' })
    await expect(run('dö')).rejects.toMatchObject({ name: 'JobEnded', reason: 'stopped' })
  })
})

/** Input of some size for each method that shares its work. */
const random = new Random(5)
const spread = (n: number, scale: number) => Array.from({ length: n }, () => Math.floor(random.uniform() * scale))
const [x, y, day] = [spread(400, 3000), spread(400, 3000), spread(400, 90)]
const points = x.map((value, i) => ({ x: value, y: y[i] as number, day: day[i] as number }))
const INPUTS: Record<string, object> = {
  concentration: { points, size: 100, replicates: 97 },
  density: {
    points,
    window: { minX: 0, minY: 0, maxX: 3000, maxY: 3000 },
    columns: 40,
    rows: 37,
    sigma: 200,
    edge: 'uniform',
  },
  'hot-spots': {
    places: Array.from({ length: 400 }, (_, i) => ({ x: 100 * (i % 20), y: 100 * Math.floor(i / 20), count: day[i] })),
    neighbours: { kind: 'queen', size: 100 },
    permutations: 97,
  },
  'emerging-clusters': { events: points, radius: 400, longest: 7, replicates: 97 },
  foresight: { points, size: 500, trainDays: 30, horizonDays: 5, permutations: 97 },
  'near-repeat': { points, permutations: 97 },
  'time-pattern': {
    events: points.map(({ x, day }) => ({
      from: new Date(Date.UTC(2026, 2, 1, x % 24, 0) + 86_400_000 * day).toISOString(),
      to: new Date(Date.UTC(2026, 2, 1, (x % 24) + 5, 0) + 86_400_000 * day).toISOString(),
      type: x % 3 ? 'a' : 'b',
    })),
    permutations: 97,
  },
}

describe('samsyn stat --workers', () => {
  it('gäller varje metod som delar sitt arbete', () => {
    expect(Object.keys(INPUTS).sort()).toEqual(
      METHODS.filter((one) => one.heavy)
        .map(({ name }) => name)
        .sort(),
    )
  })

  it.each([
    ['time-pattern', { events: [] }],
    ['foresight', { points: points.slice(0, 5), size: 500, trainDays: 3650, horizonDays: 5 }],
  ])('%s utan underlag svarar också på trådar', async (name, input) => {
    const one = METHODS.find((method) => method.name === name)
    if (!one) throw new Error(name)
    const shared = await runShared(one, input, 'sv', { distFolder: distFolder(), workers: 2, memoryMb: 500 })
    expect(shared).toEqual(runMethod(one, input, 'sv'))
  })

  it.each(Object.keys(INPUTS))('%s ger samma svar med en, två och tre trådar som utan', async (name) => {
    const one = METHODS.find((method) => method.name === name)
    if (!one) throw new Error(name)
    const alone = runMethod(one, INPUTS[name], 'sv')
    for (const workers of [1, 2, 3])
      expect(await runShared(one, INPUTS[name], 'sv', { distFolder: distFolder(), workers, memoryMb: 500 })).toEqual(
        alone,
      )
  })

  it('svarar lika när slumpvärldarna slutar dras så snart de räcker', async () => {
    const one = METHODS.find((method) => method.name === 'emerging-clusters')
    if (!one) throw new Error('emerging-clusters')
    const input = { ...INPUTS['emerging-clusters'], replicates: 999, enough: 10 }
    const alone = runMethod(one, input, 'sv') as { clusters: { worlds: number }[] }
    expect(alone.clusters[0]?.worlds).toBeLessThan(999)
    for (const workers of [1, 3])
      expect(await runShared(one, input, 'sv', { distFolder: distFolder(), workers, memoryMb: 500 })).toEqual(alone)
  })

  it('säger fel i indata lika med trådar som utan', async () => {
    const one = METHODS.find((method) => method.name === 'near-repeat')
    if (!one) throw new Error('near-repeat')
    const options = { distFolder: distFolder(), workers: 2, memoryMb: 500 }
    const wrong = runShared(one, { ...INPUTS['near-repeat'], permutations: 0 }, 'sv', options)
    await expect(wrong).rejects.toThrow(StatisticsInvalid)
    await expect(wrong).rejects.toThrow(/permutations/)
  })
})
