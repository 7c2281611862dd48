import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A document with what a reader should get out of it. */
export interface GoldenDocument {
  name: string
  text: string
  expected: Record<string, unknown>
}

/** The project's own documents about the fictional municipality. */
export const OWN_DOCUMENTS = fileURLToPath(new URL('documents', import.meta.url))

/** The folder of real and reconstructed documents beside the repository; SAMSYN_SHARED names another place. */
export const SHARED = process.env.SAMSYN_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url))

/** Every `x.txt` with its `x.expected.json`, by name; none when the folder is absent. */
export function goldenDocuments(folder: string): GoldenDocument[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => ({
      name: file.replace(/\.txt$/, ''),
      text: readFileSync(join(folder, file), 'utf8'),
      expected: JSON.parse(readFileSync(join(folder, file.replace(/\.txt$/, '.expected.json')), 'utf8')),
    }))
}
