import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** What the machine has of its own that not every machine has: a PostgreSQL server, a Chromium, and programs that read documents. */

function onPath(name: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
}

/** Folder with `initdb` and `postgres`: the newest of Debian's, which lie outside PATH, or where PATH leads. Null: none. */
export function findPostgres(): string | null {
  const root = '/usr/lib/postgresql'
  const debian = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const found = [...debian.map((version) => join(root, version, 'bin', 'postgres')), ...onPath('postgres')].find(
    (file) => existsSync(file),
  )
  // Behind a link: the programs look for each other where they themselves lie.
  return found ? dirname(realpathSync(found)) : null
}

/** The machine's own Chromium: the variable CHROMIUM, or the first of the usual names on PATH. Null: none. */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM?.trim()
  if (given) return given
  return ['chromium', 'chromium-browser', 'google-chrome'].flatMap(onPath).find((file) => existsSync(file)) ?? null
}

/** The programs that somebody else has written to read what we write: PDF's structure and text, and Word files. */
const DOCUMENT_PROGRAMS = ['qpdf', 'pdfinfo', 'pdftotext', 'soffice'] as const

/** Not null when every one of them is on PATH. */
export function findDocumentPrograms(): string | null {
  return DOCUMENT_PROGRAMS.every((name) => onPath(name).some((file) => existsSync(file))) ? 'PATH' : null
}

/** SAMSYN_REQUIRE names what must be here (`chromium,postgres,documents`, in .ci/run): then nothing is skipped, the run is refused. */
export function refuseWithout(what: 'chromium' | 'postgres' | 'documents', found: string | null): void {
  const required = (process.env.SAMSYN_REQUIRE ?? '').split(',').map((name) => name.trim())
  if (found === null && required.includes(what)) {
    throw new Error(`SAMSYN_REQUIRE names ${what}, and there is none on this machine`)
  }
}
