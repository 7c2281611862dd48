import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realTree } from './fake-tree.ts'

/** WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for borders of controls, the focus frame and the thread (1.4.11). */
const TEXT = 4.5
const SHAPE = 3

type Theme = Record<string, string>
const css = readFileSync(join(realTree, 'styles/tokens.css'), 'utf8')
const blocks = [...css.matchAll(/:root \{([^}]*)\}/g)].map(
  ([, body = '']): Theme =>
    Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value])),
)
const [light = {}, dark = {}, more = {}, moreDark = {}] = blocks
const themes: [name: string, theme: Theme][] = [
  ['ljust', light],
  ['mörkt', { ...light, ...dark }],
  ['ljust med hög kontrast', { ...light, ...more }],
  ['mörkt med hög kontrast', { ...light, ...dark, ...more, ...moreDark }],
]

const grounds = ['paper', 'card', 'deep-soft']
const pairs: [front: string, ground: string, least: number][] = [
  ...grounds.flatMap((ground): [string, string, number][] => [
    ...['ink', 'ink-soft', 'link'].map((front): [string, string, number] => [front, ground, TEXT]),
    ...['line-strong', 'focus', 'thread', 'act'].map((front): [string, string, number] => [front, ground, SHAPE]),
  ]),
  ...['ok', 'warn', 'late'].flatMap((tone): [string, string, number][] => [
    [tone, `${tone}-soft`, TEXT],
    [tone, 'card', TEXT],
    [tone, 'paper', TEXT],
    ...['ink', 'ink-soft', 'link'].map((front): [string, string, number] => [front, `${tone}-soft`, TEXT]),
  ]),
  ['ink', 'thread-soft', TEXT],
  ['link', 'thread-soft', TEXT],
  ['thread', 'thread-soft', SHAPE],
  ['act-ink', 'act', TEXT],
  ['act-ink', 'act-hover', TEXT],
  ['deep-ink', 'deep', TEXT],
  ['deep-ink', 'deep-hover', TEXT],
  ['deep-ink-soft', 'deep', TEXT],
  ['deep-ink-soft', 'deep-hover', TEXT],
  ['thread-on-deep', 'deep', SHAPE],
]

function colour(theme: Theme, name: string): string {
  const value = theme[name] ?? ''
  const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
  return reference ? colour(theme, reference) : value
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(theme: Theme, front: string, ground: string): number {
  const [darker = 0, lighter = 0] = [luminance(colour(theme, front)), luminance(colour(theme, ground))].sort(
    (a, b) => a - b,
  )
  return (lighter + 0.05) / (darker + 0.05)
}

describe('färgerna', () => {
  it.each(themes)('går att läsa i %s', (_name, theme) => {
    const tooWeak = pairs
      .map(([front, ground, least]) => ({ front, ground, least, ratio: contrast(theme, front, ground) }))
      .filter(({ ratio, least }) => !(ratio >= least))
    expect(tooWeak).toEqual([])
  })
})
