import {
  BorderStyle,
  Document,
  type FileChild,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import {
  ATTEST_BOOKMARK,
  avsnittBookmark,
  BILAGOR_BOOKMARK,
  type Dokument,
  FORSLAG_BOOKMARK,
  ORIGIN_PROPERTY,
  synpunktProperty,
  VERSION_PROPERTY,
} from '../model/dokument.ts'
import { type TrycktDokument, trycktDokument } from '../model/tryckt-dokument.ts'
import { attestTable, DocxParts, headTable, signatoryTable, titleParagraphs } from './docx-parts.ts'
import { HAIR, mm, NUMBERING, SANS, SERIF, STYLES } from './docx-styles.ts'

/**
 * A document as a Word file that a clerk can go on with: real styles, lists and fields, Swedish for the spelling. Every synpunkt has a
 * bookmark around it (`synpunkt_3`), by which it is known again when the file comes back. The same document gives the same bytes.
 */
export async function renderDocx(dokument: Dokument): Promise<Uint8Array> {
  const doc = trycktDokument(dokument)
  const file = new Document({
    title: doc.title,
    subject: doc.dnr ? `${doc.kind}, ${doc.dnr}` : doc.kind,
    creator: doc.author,
    lastModifiedBy: doc.author,
    keywords: doc.keywords.join(', '),
    customProperties: propertiesOf(dokument),
    styles: STYLES,
    numbering: NUMBERING,
    hyphenation: { autoHyphenation: true, doNotHyphenateCaps: true },
    compatibility: { version: 15 },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(34), bottom: mm(27), left: mm(36), right: mm(30), header: mm(17), footer: mm(12) },
          },
        },
        headers: { first: firstHeader(), default: laterHeader(doc) },
        children: content(doc),
      },
    ],
  })
  return fixed(new Uint8Array(await Packer.toBuffer(file)), doc)
}

/** What the file says of itself to us when it comes back: which version it is, and the ids behind its points. */
function propertiesOf({ origin, sections }: Dokument): { name: string; value: string }[] {
  if (!origin) return []
  const points = sections.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'synpunkt' ? [part.synpunkt] : [])),
  )
  return [
    { name: ORIGIN_PROPERTY, value: origin.id },
    { name: VERSION_PROPERTY, value: String(origin.version) },
    ...points.flatMap(({ nr, ids }) => [
      ...(ids ? [{ name: synpunktProperty(nr, 'synpunkt'), value: ids.synpunkt }] : []),
      ...(ids?.passage ? [{ name: synpunktProperty(nr, 'passage'), value: ids.passage }] : []),
    ]),
  ]
}

const page = (): TextRun => new TextRun({ children: ['Sida ', PageNumber.CURRENT, ' (', PageNumber.TOTAL_PAGES, ')'] })

/** The first page says the rest in its head. */
function firstHeader(): Header {
  return new Header({ children: [new Paragraph({ style: 'Header', alignment: 'right', children: [page()] })] })
}

function laterHeader(doc: TrycktDokument): Header {
  const about = [doc.kind, ...(doc.dnr ? [doc.dnr] : [])].map((text) => `${text}  ·  `).join('')
  return new Header({
    children: [
      new Paragraph({
        style: 'Header',
        tabStops: [{ type: TabStopType.RIGHT, position: mm(144) }],
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: HAIR, space: 3 } },
        children: [
          new TextRun(doc.sender.lines[0] ?? doc.sender.organisation),
          new TextRun({ children: [new Tab(), about] }),
          page(),
        ],
      }),
    ],
  })
}

function content(doc: TrycktDokument): FileChild[] {
  const parts = new DocxParts()
  const numbered = (items: string[]): Paragraph[] =>
    parts.list(
      items.map((item) => [new TextRun(item)]),
      true,
    )
  return [
    headTable(doc),
    ...titleParagraphs(doc),
    ...(doc.forslag ? [parts.heading(doc.forslag.heading, 1, FORSLAG_BOOKMARK), ...numbered(doc.forslag.points)] : []),
    ...doc.sections.flatMap((section) => [
      parts.heading(section.heading, section.level, section.key === null ? null : avsnittBookmark(section.key)),
      ...section.blocks.flatMap((block) => parts.block(block)),
    ]),
    ...(doc.signatories.length > 0 ? [signatoryTable(doc)] : []),
    ...(doc.bilagor ? [parts.heading(doc.bilagor.heading, 1, BILAGOR_BOOKMARK), ...numbered(doc.bilagor.items)] : []),
    ...(doc.attest
      ? [
          parts.heading(doc.attest.heading, 1, ATTEST_BOOKMARK),
          new Paragraph({ keepNext: true, children: [new TextRun(doc.attest.sentence)] }),
          attestTable(doc.attest),
        ]
      : []),
    // Word wants a paragraph after a table that ends the text.
    new Paragraph({ spacing: { after: 0 }, children: [] }),
  ]
}

/** Where our typefaces are not installed: the second name, and then any of the same kind. */
const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="${SERIF}"><w:altName w:val="Georgia"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="${SANS}"><w:altName w:val="Verdana"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>`

/** The library puts the clock and chance into the file: times in the zip and the properties, and names of links. */
function fixed(bytes: Uint8Array, doc: TrycktDokument): Uint8Array {
  const files = unzipSync(bytes)
  const day = `${doc.date.text}T00:00:00Z`
  const links = new Map<string, string>()
  const rewrite: Record<string, (xml: string) => string> = {
    'docProps/core.xml': (xml) =>
      xml
        .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${day}`)
        .replace('</cp:coreProperties>', '<dc:language>sv-SE</dc:language></cp:coreProperties>'),
    'word/fontTable.xml': () => FONT_TABLE,
    'word/document.xml': (xml) =>
      xml.replace(/(<w:hyperlink [^>]*r:id=")(rId[^"]+)"/g, (_, before: string, id: string) => {
        const name = links.get(id) ?? `rIdLank${links.size + 1}`
        links.set(id, name)
        return `${before}${name}"`
      }),
  }
  const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array())
  for (const [name, change] of Object.entries(rewrite)) files[name] = strToU8(change(text(name)))
  const rels = 'word/_rels/document.xml.rels'
  files[rels] = strToU8(
    text(rels).replace(/Id="(rId[^"]+)"/g, (whole, id: string) => (links.has(id) ? `Id="${links.get(id)}"` : whole)),
  )
  // The format's own first day; a zip knows no time zone, so an offset is left to it.
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) })
}
