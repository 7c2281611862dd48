import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { AKTOR_KINDS, ROLES } from '../../src/aktorer/index.ts'
import { SVAR_FORMS, SYNPUNKT_SOURCES } from '../../src/remiss/model/remissvar.ts'
import { SYNPUNKT_KINDS } from '../../src/remiss/model/synpunkt.ts'
import { makeCatalogue, makeLinks, processes } from '../../src/wiring.ts'

const catalogue = makeCatalogue()
const [sv, en] = [catalogue.in('sv'), catalogue.in('en')]
const SRC = fileURLToPath(new URL('../../src', import.meta.url))
const PROCESSES = processes

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
const missing = (keys: string[]): string[] => keys.filter((key) => !catalogue.has(key))

describe('programmets texter', () => {
  it('finns alla på svenska och engelska, med samma luckor', () => {
    const keys = catalogue.keys()
    expect(keys.length).toBeGreaterThan(400)
    expect(keys.filter((key) => sv(key).trim() === '' || en(key).trim() === '')).toEqual([])
    expect(keys.filter((key) => String(placeholders(en(key))) !== String(placeholders(sv(key))))).toEqual([])
  })

  it('svenskan har svenska citattecken och streck, aldrig tre punkter eller dubbla blanksteg', () => {
    const sloppy = catalogue.keys().filter((key) => /\.\.\.| {2}| - |^\s|\s$/.test(sv(key)))
    expect(sloppy).toEqual([])
  })

  it('varje läge, handling, krav och roll i stegtabellerna har sin text', () => {
    const keys = PROCESSES.flatMap((process) => [
      ...process.states.map((state) => `${process.name}.state.${state}`),
      ...Object.entries(process.acts).flatMap(([name, act]) => [
        `${process.name}.${name}.roles`,
        `act.${process.name}.${name}`,
        ...(act.requires ?? []).map((one) => `${process.name}.missing.${one}`),
      ]),
    ])
    expect(missing(keys)).toEqual([])
  })

  it('varje roll, slag och form har sin text', () => {
    const keys = [
      ...ROLES.map((role) => `role.${role}`),
      ...AKTOR_KINDS.map((kind) => `kind.${kind}`),
      ...SVAR_FORMS.map((form) => `svar.form.${form}`),
      ...SYNPUNKT_KINDS.map((kind) => `synpunkt.kind.${kind}`),
      ...SYNPUNKT_SOURCES.map((source) => `synpunkt.source.${source}`),
    ]
    expect(missing(keys)).toEqual([])
  })

  it('varje slag i röda tråden har en text med antal', () => {
    const links = makeLinks()
    const kinds = ['program_version', 'passage', 'remiss', 'remissvar', 'synpunkt', 'arende', 'handling']
    const keys = kinds.map((kind) => links.kindOf(kind)?.pluralKey ?? `${kind} är inte anmäld`)
    expect(missing(keys)).toEqual([])
    expect(keys.filter((key) => !placeholders(sv(key)).includes('{n}'))).toEqual([])
  })

  it('varje text som koden nämner med sitt namn finns', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path),
    )
    const used = files.flatMap((path) => {
      const source = readFileSync(join(SRC, path), 'utf8')
      return [
        ...source.matchAll(/(?<![\w.])t\(\s*'([a-z][\w.-]+)'|\bkey: '([a-z][\w-]*\.[\w.-]+)'|notice: '([a-z-]+)'/g),
      ].map(([, text, error, notice]) => ({ path, key: text ?? error ?? `klart.${notice}` }))
    })
    expect(used.length).toBeGreaterThan(200)
    expect(used.filter(({ key }) => !catalogue.has(key))).toEqual([])
  })
})
