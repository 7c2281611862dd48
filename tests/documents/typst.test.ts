import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { renderPdf } from '../../src/handlingar/index.ts'
import { TypesettingFailed, Typst } from '../../src/platform/documents/index.ts'
import { temporaryFolder } from '../world/temporary.ts'
import { UTLATANDE } from './exempel.ts'
import { distFolder } from './programs.ts'

/** Our worker, which dies in the middle of a document that says so, or never comes back from it. */
const FRAGILE = (realWorker: string): string => `
import { parentPort } from 'node:worker_threads'
const listen = parentPort.on.bind(parentPort)
parentPort.on = (name, listener) => listen(name, (job) => {
  if (job.data.includes('DÖ NU')) process.exit(3)
  if (job.data.includes('KASTA')) throw new Error('minnet tog slut')
  if (job.data.includes('FASTNA')) for (;;);
  listener(job)
})
await import(${JSON.stringify(realWorker)})
`

const open: Typst[] = []
afterEach(() => Promise.all(open.splice(0).map((typst) => typst.close())))

function made(options: { workerUrl?: URL; timeLimitMs?: number } = {}): Typst {
  const typst = new Typst(distFolder(), options)
  open.push(typst)
  return typst
}

function fragile(timeLimitMs = 20_000): Typst {
  const real = new URL('typst-worker.js', inject('workerUrl')).href
  const folder = temporaryFolder({ 'brack-worker.mjs': FRAGILE(real) })
  return made({ workerUrl: pathToFileURL(join(folder, 'brack-worker.mjs')), timeLimitMs })
}

const titled = (title: string): typeof UTLATANDE => ({ ...UTLATANDE, title })
const failure = (typst: Typst, title: string): Promise<unknown> =>
  renderPdf(typst, titled(title), 'ua-1').then(
    () => 'made',
    (error) => error,
  )

describe('sättaren', () => {
  it('säger till när den dör mitt i ett dokument, och gör nästa', async () => {
    const typst = fragile()
    const before = renderPdf(typst, titled('Före'), 'ua-1')
    const killed = failure(typst, 'DÖ NU')
    const after = renderPdf(typst, titled('Efter'), 'ua-1')
    expect((await before).pdf.byteLength).toBeGreaterThan(10_000)
    expect(await killed).toMatchObject({ name: 'TypesettingFailed', reason: 'stopped' })
    expect((await after).pdf.byteLength).toBeGreaterThan(10_000)
  })

  it('säger varför när den dör av ett fel', async () => {
    const typst = fragile()
    expect(await failure(typst, 'KASTA')).toMatchObject({
      reason: 'stopped',
      message: expect.stringContaining('minnet tog slut'),
    })
    expect(await failure(typst, 'Nästa')).toBe('made')
  })

  it('ger upp ett dokument som aldrig blir klart, och gör nästa', async () => {
    const typst = fragile(1500)
    expect(await failure(typst, 'FASTNA')).toMatchObject({ reason: 'too-slow' })
    expect(await failure(typst, 'Nästa')).toBe('made')
  })

  it('säger vad som är fel när mallen inte finns eller inte får det den behöver', async () => {
    const typst = made()
    for (const [template, data] of [
      ['finns-inte.typ', {}],
      ['dokument.typ', {}],
      ['../manifest.json', {}],
    ] as const) {
      const error = await typst.render(template, data, 'ua-1').catch((thrown: unknown) => thrown)
      expect(error, template).toBeInstanceOf(TypesettingFailed)
      expect(error, template).toMatchObject({ reason: 'refused', message: expect.stringMatching(/\S/) })
    }
    expect(await failure(typst, 'Nästa')).toBe('made')
  })

  it('gör många dokument i tur och ordning, var och en får sitt', async () => {
    const typst = made()
    const sizes = await Promise.all(
      [1, 40, 80].map(async (n) => (await renderPdf(typst, titled('Ord '.repeat(n)), 'ua-1')).pdf.byteLength),
    )
    const one = (await renderPdf(typst, titled('Ord '.repeat(40)), 'ua-1')).pdf.byteLength
    expect(sizes[1]).toBe(one)
  })

  it('startar inte förrän det behövs, och tar inte emot mer när den är stängd', async () => {
    await made().close()
    const typst = made()
    const under = failure(typst, 'Pågår')
    const queued = failure(typst, 'Väntar')
    await typst.close()
    for (const one of [await under, await queued, await failure(typst, 'Efter')])
      expect(one).toMatchObject({ reason: 'closed' })
  })
})
