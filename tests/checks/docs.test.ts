import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { drawProcesses } from '../../src/platform/access/draw-process.ts'
import { makeCatalogue, processes } from '../../src/wiring.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

function markdownFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}

const DOCUMENTS = [...readdirSync(root).filter((name) => name.endsWith('.md')), ...markdownFiles('docs')]

describe('dokumentationen', () => {
  it('visar processerna som stegtabellerna säger (annars: npm run process)', () => {
    const drawn = drawProcesses(processes, makeCatalogue().in('sv'))
    expect(readdirSync(join(root, 'docs/process')).sort()).toEqual([...drawn.keys()].sort())
    for (const [name, text] of drawn) expect(read(`docs/process/${name}`), name).toBe(text)
  })

  it('länkar bara till filer som finns', () => {
    for (const document of DOCUMENTS) {
      for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)) {
        if (target.startsWith('/') || target === 'https://adress') continue
        expect(existsSync(join(root, dirname(document), target)), `${document} länkar till ${target}`).toBe(true)
      }
    }
  })

  it('nämner bara npm-kommandon och samsyn-kommandon som finns', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const sources = [
      'src/cli.ts',
      'src/remiss/commands.ts',
      'src/stat-command.ts',
      'src/aktorer/commands.ts',
      'src/platform/audit/commands.ts',
    ]
      .map(read)
      .join('\n')
    const commands = [...sources.matchAll(/^ {2}name: '([\w-]+)'/gm)].map(([, name]) => name)
    for (const document of DOCUMENTS) {
      for (const [, name = ''] of read(document).matchAll(/npm run ([\w-]+)/g))
        expect(Object.keys(scripts), document).toContain(name)
      for (const [, name = ''] of read(document).matchAll(/bin\/samsyn ([a-z][\w-]*)/g))
        expect(commands, document).toContain(name)
    }
  })

  it('har varje beslut i förteckningen', () => {
    const index = read('docs/decisions/README.md')
    for (const name of readdirSync(join(root, 'docs/decisions')).filter((file) => /^\d/.test(file)))
      expect(index).toContain(`(${name})`)
  })

  it('beskriver varje mapp i src', () => {
    const architecture = read('ARCHITECTURE.md')
    for (const entry of readdirSync(join(root, 'src'), { withFileTypes: true })) {
      if (entry.isDirectory()) expect(architecture, entry.name).toContain(`src/${entry.name}/`)
    }
  })
})

describe('texterna', () => {
  it('har varje nyckel som stegtabellerna och loggen behöver, på båda språken', () => {
    const catalogue = makeCatalogue()
    for (const process of processes) {
      for (const state of process.states) expect(catalogue.has(`${process.name}.state.${state}`), state).toBe(true)
      for (const [name, act] of Object.entries(process.acts)) {
        expect(catalogue.has(`${process.name}.${name}.roles`), `${process.name}.${name}.roles`).toBe(true)
        expect(catalogue.has(`act.${process.name}.${name}`), `act.${process.name}.${name}`).toBe(true)
        const requires = 'requires' in act ? (act.requires as readonly string[]) : []
        for (const one of requires) expect(catalogue.has(`${process.name}.missing.${one}`), one).toBe(true)
      }
    }
  })

  it('har varje nyckel som står i koden', () => {
    const catalogue = makeCatalogue()
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/.test(name) && !/test\.|texts\.ts$/.test(name),
    )
    for (const name of sources) {
      for (const [, key = ''] of read(join('src', name)).matchAll(/\bt\('([a-z]+\.[\w.-]+)'/g))
        expect(catalogue.has(key), `${name}: ${key}`).toBe(true)
      for (const [, notice = ''] of read(join('src', name)).matchAll(/notice: '([\w-]+)'/g))
        expect(catalogue.has(`klart.${notice}`), `${name}: ${notice}`).toBe(true)
    }
  })
})
