import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import type { TypesettingAnswer, TypesettingJob } from './typst.ts'

/**
 * Typst runs here: the binding is synchronous, and a long document would otherwise stop the web server. What is to be printed comes
 * as data and never as markup; the template is ours and reads nothing but that data.
 */
const port = parentPort
if (!port) throw new Error('typst-worker.ts is started as a worker thread')

/** One file per weight: Typst cannot read variable fonts, nor the compressed ones that the pages use. */
const FONTS = [
  'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  'source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf',
  'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  'source-serif-4/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic.ttf',
  'atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  'atkinson-hyperlegible-next/600SemiBold/AtkinsonHyperlegibleNext_600SemiBold.ttf',
]

/** How many documents a memoised result outlives; the cache would otherwise grow with every document that was ever made. */
const CACHE_AGE = 10

const require = createRequire(import.meta.url)
const templatesFolder = workerData.templatesFolder as string
const compiler = NodeCompiler.create({
  workspace: templatesFolder,
  fontArgs: [{ fontBlobs: FONTS.map((font) => readFileSync(require.resolve(`@expo-google-fonts/${font}`))) }],
})

function compiled({ template, data }: TypesettingJob): NodeTypstDocument {
  const result = compiler.compile({
    mainFilePath: join(templatesFolder, template),
    inputs: { document: data },
  })
  if (!result.result) throw new Error(describe(result.takeDiagnostics() ?? result.takeError()))
  return result.result
}

/** The compiler's complaints, one per line; the first say what is wrong. */
function describe(error: NodeError | null): string {
  const told = (error?.shortDiagnostics ?? []) as { message: string; path?: string }[]
  return told.map(({ message }) => message).join('\n') || 'Typst gave neither a document nor a reason'
}

/** What the binding throws is no Error when it comes from the exporter, but an object that knows its diagnostics. */
function messageOf(error: unknown): string {
  const known = error as Partial<NodeError> & { message?: string }
  return known.shortDiagnostics ? describe(known as NodeError) : (known.message ?? String(error))
}

/**
 * The characters that no typeface on this machine has, as the exporter names them: both standards forbid a PDF with a glyph that stands
 * for none. Rust writes the text as a string literal inside another.
 */
function missingCharacters(message: string): Set<string> {
  const found = new Set<string>()
  for (const [, literal = ''] of message.matchAll(/the text `\\*"(.+?)\\*"` could not be displayed/g)) {
    const text = literal.replace(/\\+u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    // A cluster is a letter and its marks; of our own letters none is missing.
    for (const character of text) if (!OWN_LETTERS.test(character)) found.add(character)
  }
  return found
}

/** What our typefaces are known to have, whatever it stands together with. */
const OWN_LETTERS = /^[\u0020-\u024f]$/

/** A lozenge: not a letter of any text, and in all our typefaces. What is invisible by nature leaves nothing behind. */
function standIn(character: string): string {
  return /^\p{Default_Ignorable_Code_Point}$/u.test(character) ? '' : '\u25ca'
}

/** Typst names the missing characters run by run, so a second look may find more; a third finds none. */
const ATTEMPTS = 4

function set(job: TypesettingJob): { pdf: Uint8Array; replaced: string[] } {
  const replaced = new Set<string>()
  let { data } = job
  for (let attempt = 1; ; attempt++) {
    try {
      // A copy: the binding's buffer belongs to its own memory and cannot be handed over.
      const pdf = Uint8Array.from(compiler.pdf(compiled({ ...job, data }), { pdfStandard: job.standard }))
      return { pdf, replaced: [...replaced] }
    } catch (error) {
      const missing = missingCharacters(messageOf(error))
      if (missing.size === 0 || attempt === ATTEMPTS) throw error
      for (const character of missing) {
        // In the JSON itself, where every character but ASCII's stands as it is.
        const stead = standIn(character)
        data = data.replaceAll(character, stead)
        if (stead !== '') replaced.add(character)
      }
    }
  }
}

port.on('message', (job: TypesettingJob) => {
  let answer: TypesettingAnswer
  try {
    answer = { id: job.id, ...set(job) }
  } catch (error) {
    answer = { id: job.id, error: messageOf(error) }
  }
  port.postMessage(answer, answer.pdf ? [answer.pdf.buffer as ArrayBuffer] : [])
  compiler.evictCache(CACHE_AGE)
})
