import type { Dokument } from '../../src/handlingar/index.ts'
import { UTLATANDE } from './exempel.ts'

/** What is markup, code or an address of something in Typst, XML, Word or a shell: all of it is ordinary text here. */
export const ONDA_TEXTER = [
  '#read("/etc/passwd")',
  '#let x = 1',
  '#import "@preview/cetz:0.3.0": *',
  '$x^2$',
  '*fet* _kursiv_ `kod`',
  '@referens <etikett>',
  '= rubrik',
  '- punkt',
  '// borta',
  '/* borta */',
  '\\u{41} \\n \\',
  '"citat" \'enkelt\'',
  '<w:p>&amp;</w:p> ]]>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it looks like a template, which is why it is here
  '{{mall}} ${x} %1.',
  '{ PAGE } 100 %',
]

/** A text that stands in every field of a document where somebody can write, with a mark that tells the fields apart. */
export function overallt(text: string): { dokument: Dokument; fields: string[] } {
  const fields: string[] = []
  const field = (name: string): string => {
    const value = `${text} ${name}`
    fields.push(value)
    return value
  }
  const dokument: Dokument = {
    ...UTLATANDE,
    sender: { organisation: field('organisation'), lines: [field('rad')] },
    diarienummer: field('dnr'),
    handlaggare: { name: field('namn'), title: field('titel'), phone: field('telefon'), email: field('post') },
    recipient: { body: field('mottagare') },
    title: field('rubrik'),
    subtitle: field('underrad'),
    forslag: { heading: field('beslutsrubrik'), points: [field('beslutspunkt')] },
    sections: [
      {
        level: 1,
        heading: field('avsnitt'),
        parts: [
          {
            type: 'text',
            blocks: [
              { type: 'paragraph', content: [{ text: field('stycke') }] },
              {
                type: 'paragraph',
                content: [{ text: field('fet'), strong: true }, { text: ' ' }, { text: field('kursiv'), em: true }],
              },
              { type: 'paragraph', content: [{ text: field('länk'), href: 'https://example.org/a#b' }] },
              { type: 'heading', content: [{ text: field('mellanrubrik') }] },
              { type: 'quote', content: [{ text: field('citat') }] },
              { type: 'list', ordered: false, items: [[{ text: field('punkt') }]] },
              { type: 'list', ordered: true, items: [[{ text: field('nummer') }]] },
            ],
          },
          {
            type: 'synpunkt',
            synpunkt: {
              nr: 1,
              kinds: [field('slag')],
              place: field('plats'),
              text: field('synpunkt'),
              quote: `x ${field('ord')} x`,
            },
          },
        ],
      },
    ],
    signatories: [{ name: field('under'), title: field('befattning'), forvaltning: field('förvaltning') }],
    bilagor: [field('bilaga')],
    attest: { sentence: field('mening'), rows: [{ nameAndTitle: field('attestant'), date: field('dag') }] },
    keywords: [text],
  }
  return { dokument, fields }
}
