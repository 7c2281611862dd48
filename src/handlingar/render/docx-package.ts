import { strFromU8, unzipSync } from 'fflate'
import sax from 'sax'

/** More XML than this is no statement of opinion; it is refused before it is unpacked. */
const MAX_XML = 8 * 1024 * 1024

/** A statement of a hundred pages has a tenth of these; each is an object in the memory, however little of the file it takes. */
const MAX_ELEMENTS = 1_000_000
/** Tables in tables in text boxes do not come near it. */
const MAX_DEPTH = 250

/** The XML files of a DOCX that are read; pictures and the rest stay packed. */
const WANTED =
  /^(?:word\/(?:document|styles|numbering)\.xml|word\/_rels\/document\.xml\.rels|docProps\/custom\.xml|\[Content_Types\]\.xml)$/

/** @throws Error where it is no DOCX, or one that is packed to burst. */
export function unpackDocx(bytes: Uint8Array): (name: string) => string | null {
  let total = 0
  const files = unzipSync(bytes, {
    filter: (file) => {
      if (!WANTED.test(file.name)) return false
      total += file.originalSize
      if (total > MAX_XML) throw new Error('more XML than a document has')
      return true
    },
  })
  if (!files['word/document.xml']) throw new Error('no word/document.xml')
  return (name) => {
    const file = files[name]
    return file ? strFromU8(file).replace(/^\uFEFF/, '') : null
  }
}

/** What is called while XML is read; names have their prefix (`w:p`). */
export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

/**
 * Reads well-formed XML from its beginning to its end. Entities of the file's own are never resolved: no file is fetched, nothing grows.
 *
 * @throws Error at the first thing that is not XML, and where there is more of it, or deeper, than a document has.
 */
export function readXml(xml: string, handler: XmlHandler): void {
  const parser = sax.parser(true, { trim: false, normalize: false })
  parser.onerror = (error) => {
    throw error
  }
  let elements = 0
  let depth = 0
  parser.onopentag = (tag) => {
    if (++elements > MAX_ELEMENTS || ++depth > MAX_DEPTH) throw new Error('more elements than a document has')
    handler.open?.(tag.name, tag.attributes as Record<string, string>)
  }
  parser.onclosetag = (name) => {
    depth--
    handler.close?.(name)
  }
  parser.ontext = (text) => handler.text?.(text)
  parser.oncdata = (text) => handler.text?.(text)
  parser.write(xml).close()
}
