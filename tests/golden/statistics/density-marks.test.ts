import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const source = (name: string): string =>
  readFileSync(new URL(`../../../src/statistics/${name}`, import.meta.url), 'utf8')

it('den kompilerade slingan i täthetskartan är den som står i källtexten', async () => {
  const { moduleOf } = (await import(new URL('../../../scripts/compile-marks.mjs', import.meta.url).href)) as {
    moduleOf(text: string): Promise<string>
  }
  expect(source('density-marks-module.ts')).toBe(await moduleOf(source('density-marks.wat')))
})
