import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, inject } from 'vitest'
import { Typst } from '../../src/platform/documents/index.ts'
import { findDocumentPrograms } from '../world/machine.ts'

/** Where the built program lies, with the worker and the templates. */
export const distFolder = (): string => fileURLToPath(new URL('.', inject('workerUrl')))

/** The typesetter, one for all the tests of a file. */
export function sharedTypst(): () => Typst {
  let typst: Typst | null = null
  afterAll(() => typst?.close())
  return () => {
    typst ??= new Typst(distFolder())
    return typst
  }
}

/** What other programs make of our files: they read without knowing how we write. */
export interface Programs {
  /** What the program says. Its warnings are left out: poppler has some about what PDF 1.7 allows. */
  run(program: string, args: string[]): string
  /** The bytes as a file of that name. */
  file(name: string, bytes: Uint8Array): string
  /** A file in the folder, for instance one that a program has made there. */
  read(name: string): Uint8Array
  folder: string
}

/** A block of tests that need qpdf, poppler and LibreOffice. Skipped by its name where they are missing. */
export function withDocumentPrograms(name: string, tests: (programs: Programs) => void): void {
  // Where they are required the run has already been refused (global-setup.ts).
  const block = findDocumentPrograms() === null ? describe.skip : describe
  block(`${name} (dokumentprogram)`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'samsyn-dokument-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    tests({
      folder,
      run: (program, args) => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      file: (file, bytes) => {
        writeFileSync(join(folder, file), bytes)
        return join(folder, file)
      },
      read: (file) => readFileSync(join(folder, file)),
    })
  })
}

/** Text as a sentence: without line breaks, and words whole that were divided at a line's end. */
export function flowing(text: string): string {
  return text
    .replace(/\u00ad\s*/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
