import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Inline } from './blocks.ts'
import { fromMarkdown, toMarkdown } from './markdown.ts'

/** The characters that mean something to the subset are drawn more often than letters. */
const CHARACTERS = [
  'a',
  'b',
  'å',
  'Ö',
  '7',
  ' ',
  '.',
  '-',
  '#',
  '>',
  '*',
  '[',
  ']',
  '(',
  ')',
  '\\',
  '_',
  '`',
  '<',
  '&',
  '–',
  '”',
  '\u00A0',
  '🌊',
  '\u2028',
]

/** A text of a run: NFC, one line. */
const text = fc
  .array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: 12 })
  .map((characters) => characters.join(''))
const href = fc.constantFrom(
  'https://ekhamn.example/a?b=1&c=*2*',
  'http://127.0.0.1:8080/',
  'mailto:ks@ekhamn.example',
  '/programmet#2.4',
)

const run: fc.Arbitrary<Inline> = fc.oneof(
  text.map((one): Inline => ({ text: one })),
  text.map((one): Inline => ({ text: one, strong: true })),
  text.map((one): Inline => ({ text: one, em: true })),
  fc.tuple(text, href).map(([one, to]): Inline => ({ text: one, href: to })),
)

const marks = (one: Inline | undefined): string => `${one?.strong ?? ''}${one?.em ?? ''}${one?.href ?? ''}`
const isBlank = (one: string | undefined): boolean => (one ?? '').trim() === ''

/** A line as the model has it: neighbours with the same marks are one run, and no white space stands at either end. */
const line: fc.Arbitrary<Inline[]> = fc
  .array(run, { minLength: 1, maxLength: 5 })
  .map((runs) => runs.filter((one, at) => at === 0 || marks(one) !== marks(runs[at - 1])))
  .filter(
    (runs) =>
      !/^\s/.test(runs[0]?.text ?? '') &&
      !/\s$/.test(runs.at(-1)?.text ?? '') &&
      !runs.every((one) => isBlank(one.text)),
  )

const block: fc.Arbitrary<Block> = fc.oneof(
  line.map((content): Block => ({ type: 'paragraph', content })),
  line.map((content): Block => ({ type: 'heading', content })),
  line.map((content): Block => ({ type: 'quote', content })),
  fc.record({
    type: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(line, { minLength: 1, maxLength: 4 }),
  }),
)

/** What people write: words, marks and line breaks in any order. */
const source = fc
  .array(
    fc.constantFrom(
      ...CHARACTERS,
      '\n',
      '\n\n',
      '\r\n',
      '\t',
      '- ',
      '1. ',
      '12. ',
      '> ',
      '### ',
      '**',
      '](',
      '](https://x.example)',
      'ord ',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

describe('programtexten som Markdown', () => {
  it('ger tillbaka precis de stycken som skrevs ut', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        expect(fromMarkdown(toMarkdown(blocks))).toEqual(blocks)
      }),
      { numRuns: 2000 },
    )
  })

  it('ändras inte av att läsas och skrivas en gång till, vad som än skrevs', () => {
    fc.assert(
      fc.property(source, (written) => {
        const once = toMarkdown(fromMarkdown(written))
        expect(toMarkdown(fromMarkdown(once))).toBe(once)
        expect(fromMarkdown(once)).toEqual(fromMarkdown(written))
      }),
      { numRuns: 3000 },
    )
  })

  it.each<[what: string, written: string, blocks: Block[]]>([
    ['ett stycke på flera rader', 'ett\n  två \r\ntre', [{ type: 'paragraph', content: [{ text: 'ett två tre' }] }]],
    [
      'två stycken',
      'ett\n \t\n\ntvå',
      [
        { type: 'paragraph', content: [{ text: 'ett' }] },
        { type: 'paragraph', content: [{ text: 'två' }] },
      ],
    ],
    ['en rubrik', '### Uppdrag', [{ type: 'heading', content: [{ text: 'Uppdrag' }] }]],
    ['en rubrik utan blanksteg är text', '###Uppdrag', [{ type: 'paragraph', content: [{ text: '###Uppdrag' }] }]],
    ['ett citat på flera rader', '> ett\n>två', [{ type: 'quote', content: [{ text: 'ett två' }] }]],
    [
      'en punktlista med fortsättning',
      '- ett\n  till\n- två',
      [{ type: 'list', ordered: false, items: [[{ text: 'ett till' }], [{ text: 'två' }]] }],
    ],
    [
      'en numrerad lista',
      '1. ett\n2. två',
      [{ type: 'list', ordered: true, items: [[{ text: 'ett' }], [{ text: 'två' }]] }],
    ],
    [
      'två slags listor i följd',
      '- a\n1. b',
      [
        { type: 'list', ordered: false, items: [[{ text: 'a' }]] },
        { type: 'list', ordered: true, items: [[{ text: 'b' }]] },
      ],
    ],
    [
      'ett årtal och en punkt är ingen lista',
      '2028. Då gäller',
      [{ type: 'paragraph', content: [{ text: '2028. Då gäller' }] }],
    ],
    [
      'fet, kursiv och länk',
      '**a** *b* [c](/d)',
      [
        {
          type: 'paragraph',
          content: [
            { text: 'a', strong: true },
            { text: ' ' },
            { text: 'b', em: true },
            { text: ' ' },
            { text: 'c', href: '/d' },
          ],
        },
      ],
    ],
    ['stjärnor utan par', '2 * 3', [{ type: 'paragraph', content: [{ text: '2 * 3' }] }]],
    ['en räkning behåller sina stjärnor', '2 * 3 ** 4', [{ type: 'paragraph', content: [{ text: '2 * 3 ** 4' }] }]],
    [
      'en räkning med lika många av varje',
      '2 * 3 * 4 och 2 ** 3 ** 4',
      [{ type: 'paragraph', content: [{ text: '2 * 3 * 4 och 2 ** 3 ** 4' }] }],
    ],
    [
      'stjärnor med blank på insidan bredvid sådana utan',
      '2 * 3 *a b* 4 * 5',
      [{ type: 'paragraph', content: [{ text: '2 * 3 ' }, { text: 'a b', em: true }, { text: ' 4 * 5' }] }],
    ],
    [
      'HTML är text',
      '<script>alert(1)</script>',
      [{ type: 'paragraph', content: [{ text: '<script>alert(1)</script>' }] }],
    ],
    [
      'ett styckes radseparator från Word',
      '- a\u2028b',
      [{ type: 'list', ordered: false, items: [[{ text: 'a\u2028b' }]] }],
    ],
  ])('%s', (_what, written, blocks) => {
    expect(fromMarkdown(written)).toEqual(blocks)
  })

  it.each(['', ' \n\t\n ', '\r\n\r\n'])('%j är ingen text alls', (written) => {
    expect(fromMarkdown(written)).toEqual([])
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'JAVASCRIPT:alert(1)',
    '//ond.example',
    'ftp://x',
    'vbscript:x',
    'https:',
  ])('en länk till %s blir text', (to) => {
    expect(fromMarkdown(`[läs](${to})`)).toEqual([{ type: 'paragraph', content: [{ text: `[läs](${to})` }] }])
  })

  it('å som två tecken blir ett', () => {
    expect(fromMarkdown('A\u030Atga\u0308rd')).toEqual([{ type: 'paragraph', content: [{ text: 'Åtgärd' }] }])
  })

  it.each([
    '*',
    '**',
    '**a',
    '*a b *',
    '*a\\ ',
    '*a ',
    '[',
    '[a',
    '[a](',
    '[a](b',
    '[a](b)',
    '\\',
    '\n',
    ' ',
    ' \n',
    '\n\n',
    '- ',
    '- a\n',
    '1. ',
    '> ',
    '>\n',
    '### ',
    '(',
    '\u00A0',
    'a ',
  ])('en halv miljon tecken av %j läses färdigt', (piece) => {
    // No clock: what is not linear here would take hours, and the runner's own limit stops it.
    const written = `a${piece.repeat(500_000 / piece.length)}b`
    expect(toMarkdown(fromMarkdown(written)).length).toBeGreaterThan(0)
  })
})

it.each(['javascript:alert(1)', '//example.org', '/\\example.org', 'data:text/html,x', 'ftp://example.org'])(
  'en länk till %s blir vanlig text',
  (href) => {
    expect(
      fromMarkdown(`[text](${href})`).flatMap((block) => (block.type === 'list' ? [] : block.content)),
    ).not.toContainEqual(expect.objectContaining({ href: expect.anything() }))
  },
)
