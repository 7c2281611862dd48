import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Dokument, renderPdf } from '../../src/handlingar/index.ts'
import { FEM_SIDOR, UTLATANDE } from './exempel.ts'
import { ONDA_TEXTER, overallt } from './onda-texter.ts'
import { flowing, sharedTypst, withDocumentPrograms } from './programs.ts'

const typst = sharedTypst()
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function withText(text: string): Dokument {
  return {
    ...UTLATANDE,
    title: text,
    subtitle: text,
    sections: [
      {
        level: 1,
        heading: text,
        parts: [
          { type: 'text', blocks: [{ type: 'paragraph', content: [{ text }] }] },
          { type: 'synpunkt', synpunkt: { nr: 1, kinds: [text], place: text, text, quote: text } },
        ],
      },
    ],
    attest: { sentence: text, rows: [{ nameAndTitle: text, date: '2026-10-12' }] },
  }
}

describe('ett dokument som PDF', () => {
  it('blir samma fil varje gång', async () => {
    for (const standard of ['ua-1', 'a-2a'] as const) {
      const first = await renderPdf(typst(), UTLATANDE, standard)
      await renderPdf(typst(), FEM_SIDOR, standard)
      const again = await renderPdf(typst(), structuredClone(UTLATANDE), standard)
      expect(sha256(again.pdf)).toBe(sha256(first.pdf))
      expect(first.replaced).toEqual([])
    }
  })

  it('tål alla tecken; det som inget typsnitt har blir en romb och sägs till om', async () => {
    const texts = {
      'åäö i två delar': 'a\u030a a\u0308 o\u0308 É e\u0301',
      emoji: 'Bra 😀 👩‍👩‍👧 ❤️',
      arabiska: 'Vi säger مرحبا بالعالم till alla',
      hebreiska: 'שלום',
      kinesiska: '安全',
      styrtecken: 'a\u0000b\u0007c\u001bd\u0085e\u2028f\ufeffg\u200bh',
      'vänd riktning': 'ab\u202ecd\u2066ef',
      'halva tecken': 'a\ud800b\udc00c',
      'privata tecken': 'a\ue000b\u{f0000}c',
      'inga tecken': '\ufffe\uffff\u{1fffe}',
      tomt: '',
      blankt: ' \n\t ',
      'långt ord': 'Brottsförebyggandesamverkansöverenskommelse'.repeat(12),
      'lång adress': `https://example.org/${'a1b2'.repeat(90)}?x=1#y`,
    }
    for (const [name, text] of Object.entries(texts)) {
      for (const standard of ['ua-1', 'a-2a'] as const) {
        const { pdf } = await renderPdf(typst(), withText(text), standard)
        expect(pdf.byteLength, `${name}, ${standard}`).toBeGreaterThan(10_000)
      }
    }
    // Kawi and Mundari are in no typeface that a server has.
    const { replaced } = await renderPdf(typst(), withText('a \u{11F02}\u{1E2C5} b'), 'ua-1')
    expect(replaced.sort()).toEqual(['\u{11F02}', '\u{1E2C5}'].sort())
  })

  it('görs också när nästan allt saknas', async () => {
    const empty: Dokument = {
      ...UTLATANDE,
      sender: { organisation: '', lines: [] },
      diarienummer: null,
      handlaggare: null,
      recipient: null,
      title: '',
      subtitle: null,
      forslag: null,
      sections: [],
      signatories: [],
      bilagor: [],
      attest: null,
      keywords: [],
    }
    for (const standard of ['ua-1', 'a-2a'] as const) {
      expect((await renderPdf(typst(), empty, standard)).pdf.byteLength).toBeGreaterThan(3000)
    }
  })
})

withDocumentPrograms('PDF-filen läst av andra', ({ run, file }) => {
  const pdf = async (name: string, dokument: Dokument, standard: 'ua-1' | 'a-2a' = 'ua-1'): Promise<string> =>
    file(name, (await renderPdf(typst(), dokument, standard)).pdf)
  const textOf = (path: string): string => run('pdftotext', ['-enc', 'UTF-8', path, '-'])

  it('är hel, taggad, på svenska och säger vilken standard den följer', async () => {
    for (const [standard, marks] of [
      ['ua-1', [/<pdfuaid:part>1</]],
      ['a-2a', [/<pdfaid:part>2</, /<pdfaid:conformance>A</]],
    ] as const) {
      const path = await pdf(`${standard}.pdf`, UTLATANDE, standard)
      expect(run('qpdf', ['--check', path])).toContain('No syntax or stream encoding errors')
      const info = run('pdfinfo', [path])
      expect(info).toMatch(/Tagged: +yes/)
      expect(info).toMatch(/Title: +Yttrande över remiss av Trygghetsprogram för Ekhamn 2027–2030\n/)
      expect(info).toMatch(/Page size: .*A4/)
      const meta = run('pdfinfo', ['-meta', path])
      for (const mark of marks) expect(meta).toMatch(mark)
      expect(meta).toContain('sv-SE')
      expect(meta).toContain('2026-10-12')
      expect(run('qpdf', ['--qdf', '--object-streams=disable', path, '-'])).toMatch(/\/Lang \(sv-SE\)/)
    }
  })

  it('har rubriker, listor, citat och en tabell med rubrikrad för den som lyssnar', async () => {
    const structure = run('pdfinfo', ['-struct-text', await pdf('struktur.pdf', UTLATANDE)])
    const count = (pattern: RegExp): number => [...structure.matchAll(pattern)].length
    // Förslag, five sections, bilagor and attest; in them "Vad som är nytt" and "Konsekvenser för barn och unga".
    expect(count(/^ *H1\b/gm)).toBe(8)
    expect(count(/^ *H2\b/gm)).toBe(2)
    expect(count(/^ *LI\b/gm)).toBe(2 + 4 + 3 + 2)
    expect(count(/^ *BlockQuote\b/gm)).toBe(2)
    expect(count(/^ *TH\b/gm)).toBe(2)
    expect(count(/^ *TD\b/gm)).toBe(4)
    expect(count(/^ *Link\b/gm)).toBe(1)
  })

  it('läses i ordning, från avsändaren till attesten', async () => {
    const structure = run('pdfinfo', ['-struct-text', await pdf('ordning.pdf', UTLATANDE)])
    const spoken = flowing([...structure.matchAll(/^ *"(.*)"$/gm)].map(([, text]) => text).join(''))
    const order = [
      'Ekhamns kommun',
      'TJÄNSTEUTLÅTANDE',
      'Dnr AMN 2026/57',
      'Handläggare',
      'Åsa Lindqvist',
      'Till',
      'den 27 oktober 2026',
      'Yttrande över remiss av',
      'Remiss från kommunstyrelsen, KS 2026/112',
      'Förvaltningens förslag till beslut',
      'Sammanfattning',
      'Synpunkt 1',
      'Oklart, Ändring · passage 2.4',
      '”ska bidra med kunskap',
      'Synpunkt 3',
      'Konsekvenser för barn och unga',
      'Kerstin Öberg',
      'Bilagor',
      'Attesterat av',
      'Namn, titel',
      'Anders Nyqvist, utvecklingschef',
    ]
    let from = 0
    for (const words of order) {
      const at = spoken.indexOf(words, from)
      expect(at, `"${words}" efter "${spoken.slice(Math.max(0, from - 30), from)}"`).toBeGreaterThanOrEqual(0)
      from = at + words.length
    }
  })

  it('har sidnummer på varje sida och diarienumret på alla fem', async () => {
    const pages = textOf(await pdf('fem.pdf', FEM_SIDOR))
      .split('\f')
      .slice(0, -1)
    expect(pages).toHaveLength(5)
    pages.forEach((page, at) => {
      expect(page).toContain(`Sida ${at + 1} (5)`)
      expect(page).toContain('Dnr AMN 2026/57')
    })
  })

  it('skriver ut det som ser ut som kod som den text den är, i varje fält', async () => {
    for (const [at, text] of ONDA_TEXTER.entries()) {
      const { dokument, fields } = overallt(text)
      const path = await pdf(`ond-${at}.pdf`, dokument)
      const words = (value: string): string => value.replace(/[\s\u00ad]+/g, '')
      const printed = words(textOf(path))
      for (const field of fields) expect(printed, `${text} i fältet`).toContain(words(field))
      expect(printed).not.toContain('root:x:0')
    }
  })

  it('bryter långa ord och adresser innanför marginalen, utan tecken som följer med när de kopieras', async () => {
    const address = `https://example.org/${'a1b2'.repeat(90)}`
    const path = await pdf('lang.pdf', withText(address))
    const text = textOf(path)
    expect(text).not.toMatch(/\u200b/)
    expect(text.replace(/\s+/g, '')).toContain(address)
    const right = [...run('pdftotext', ['-bbox', path, '-']).matchAll(/xMax="([\d.]+)"/g)].map(([, x]) => Number(x))
    // 210 mm less the margin of 30, in points.
    expect(Math.max(...right)).toBeLessThan(((210 - 30) / 25.4) * 72 + 2)
  })

  it('lämnar rubriker utan text borta och hoppar inte över någon nivå', async () => {
    const path = await pdf('tomma.pdf', {
      ...UTLATANDE,
      forslag: { heading: 'Beslut', points: [] },
      sections: [
        { level: 1, heading: 'Tomt avsnitt', parts: [] },
        { level: 1, heading: 'Rubrik över', parts: [] },
        {
          level: 3,
          heading: 'Rubrik under',
          parts: [{ type: 'text', blocks: [{ type: 'paragraph', content: [{ text: 'Text.' }] }] }],
        },
        { level: 2, heading: 'Också tomt', parts: [{ type: 'text', blocks: [] }] },
      ],
    })
    const text = textOf(path)
    expect(text).toContain('Rubrik över')
    expect(text).toContain('Rubrik under')
    for (const absent of ['Tomt avsnitt', 'Också tomt', 'Beslut\n']) expect(text).not.toContain(absent)
    expect(run('pdfinfo', ['-struct', path])).toMatch(/H1[\s\S]*H2/)
  })

  it('rymmer tvåhundra synpunkter', async () => {
    const path = await pdf('manga.pdf', {
      ...UTLATANDE,
      sections: [
        {
          level: 1,
          heading: 'Synpunkter',
          parts: Array.from({ length: 200 }, (_, at) => ({
            type: 'synpunkt' as const,
            synpunkt: {
              nr: at + 1,
              kinds: ['Oklart'],
              place: `passage ${at + 1}`,
              text: `Text nummer ${at + 1}.\n\nOch ett stycke till.`,
            },
          })),
        },
      ],
    })
    const text = textOf(path)
    for (let nr = 1; nr <= 200; nr++) expect(text).toContain(`Text nummer ${nr}.`)
  })

  it('sätter svenska tecken som hela tecken, också när de kommer i två delar', async () => {
    expect(textOf(await pdf('nfd.pdf', withText('ra\u030agang pa\u030a o\u0308n')))).toContain('rågang på ön')
  })
})
