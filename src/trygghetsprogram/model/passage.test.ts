import { describe, expect, it } from 'vitest'
import { type Block, fromMarkdown, plainText } from '../../platform/text/index.ts'

const TEXT = `### Uppdrag och ansvar

Kommunstyrelsen **leder** och *samordnar* [arbetet](/programmet).

- A\u030Atga\u0308rder i Öster\\*
- 🌊 vid kajen

> Tryggt för alla.`

describe('texten som ankare räknar i', () => {
  const plain = plainText(fromMarkdown(TEXT))

  it('är styckena och punkterna rad för rad, utan märken och i NFC', () => {
    expect(plain).toBe(
      'Uppdrag och ansvar\nKommunstyrelsen leder och samordnar arbetet.\nÅtgärder i Öster*\n🌊 vid kajen\nTryggt för alla.',
    )
    expect(plain).toBe(plain.normalize('NFC'))
  })

  it('har samma ställen för samma ord, räknade i UTF-16, var i märkena de än står', () => {
    const at = plain.indexOf('samordnar arbetet')
    expect(plain.slice(at, at + 17)).toBe('samordnar arbetet')
    expect(plain.indexOf('vid kajen') - plain.indexOf('🌊')).toBe(3)
  })

  it('är densamma efter att texten har skrivits om utan att ändras', () => {
    const blocks: Block[] = [
      {
        type: 'paragraph',
        content: [{ text: 'Kommunstyrelsen ' }, { text: 'leder', strong: true }, { text: ' arbetet.' }],
      },
    ]
    expect(plainText(blocks)).toBe(plainText(fromMarkdown('Kommunstyrelsen *leder* arbetet.')))
  })

  it('är NFC också när styckena inte är det', () => {
    expect(plainText([{ type: 'paragraph', content: [{ text: 'A\u030Atga\u0308rd' }] }])).toBe('Åtgärd')
  })

  it('är tom för en passage utan text', () => {
    expect([plainText([]), plainText([{ type: 'list', ordered: false, items: [] }])]).toEqual(['', ''])
  })
})
