import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromMarkdown, plainText } from '../../platform/text/index.ts'

import type { Passage, ProgramText } from '../../trygghetsprogram/model/passage.ts'
import { anchor, type ProposedAnkare, reanchor } from './forankra.ts'
import type { FoundAnchor } from './synpunkt.ts'

const passage = (id: string, number: string, text: string): Passage => ({
  id,
  number,
  kind: 'text',
  blocks: fromMarkdown(text),
})

const BIDRA =
  'Facknämnderna och bolagsstyrelserna svarar var och en för sitt verksamhetsområde och ska, när det är påkallat, bidra med kunskap och resurser till stadsdelsnämndernas arbete. Bidraget kan vara arbetstid eller lokaler.'

const PROGRAM: ProgramText = {
  avsnitt: [
    {
      id: 'a1',
      number: '1',
      title: 'Uppdrag och ansvar',
      fokusomrade: null,
      passages: [
        passage(
          'p11',
          '1.1',
          'Kommunstyrelsen leder kommunens brottsförebyggande arbete och samlar nämnder och bolag.',
        ),
        passage('p12', '1.2', BIDRA),
      ],
    },
    {
      id: 'a2',
      number: '2',
      title: 'Samverkan',
      fokusomrade: null,
      passages: [
        passage(
          'p21',
          '2.1',
          'I varje stadsdel finns ett **lokalt råd**. Rådet leds av stadsdelen och samlar de parter som har ett uppdrag.',
        ),
      ],
    },
    {
      id: 'a3',
      number: '3',
      title: 'Förebyggande arbete',
      fokusomrade: 'forebyggande-arbete',
      passages: [passage('p31', '3.1', 'Skolan och fritiden möter barn tidigt.')],
    },
  ],
}

const propose = (wanted: FoundAnchor): { anchor: ProposedAnkare; lostQuote?: string } => {
  const [anchored] = anchor([{ kinds: ['oklart'], text: 'x', span: [0, 1], confidence: 0.8, anchor: wanted }], PROGRAM)
  return anchored!
}
const textOf = (id: string): string =>
  plainText(PROGRAM.avsnitt.flatMap((avsnitt) => avsnitt.passages).find((one) => one.id === id)!.blocks)

describe('ett citat i ett svar', () => {
  it('som är ordagrant pekar på passagens egna ord, hur det än är satt', () => {
    for (const quote of [
      'bidra med kunskap och resurser till stadsdelsnämndernas arbete',
      'Bidra  med kunskap\noch resurser till stadsdelsnämndernas arbete.',
    ]) {
      const { anchor: found } = propose({ type: 'passage', quote })
      expect(found).toMatchObject({ type: 'passage', passageId: 'p12', exact: true, score: 1 })
      if (found.type !== 'passage') return
      expect(textOf('p12').slice(found.start, found.end)).toBe(found.quote)
      expect(found.quote).toBe('bidra med kunskap och resurser till stadsdelsnämndernas arbete')
    }
  })

  it('som är omskrivet pekar på den mening som liknar det mest och säger hur mycket', () => {
    const quote =
      'facknämnder och bolagsstyrelser har ansvar för sitt eget verksamhetsområde och bidrar med kunskap och resurser i stadsdelsnämndernas arbete när det påkallas'
    const { anchor: found } = propose({ type: 'passage', section: 'Uppdrag och ansvar', quote })
    expect(found).toMatchObject({ type: 'passage', passageId: 'p12', exact: false })
    if (found.type !== 'passage') return
    expect(found.quote).toMatch(/^Facknämnderna .* arbete$/)
    expect(found.score).toBeGreaterThan(0.7)
    expect(found.runnerUp!.score).toBeLessThan(0.5)
    expect(textOf('p12').slice(found.start, found.end)).toBe(found.quote)
  })

  it('som inte finns faller tillbaka på avsnittet och sparar orden', () => {
    const quote = 'hamnbolaget tänder alla lampor längs kajen före midnatt varje dag'
    expect(propose({ type: 'passage', section: 'Uppdrag och ansvar', quote })).toMatchObject({
      anchor: { type: 'avsnitt', avsnittId: 'a1' },
      lostQuote: quote,
    })
    expect(propose({ type: 'passage', quote })).toMatchObject({ anchor: { type: 'helheten' }, lostQuote: quote })
  })
})

describe('ett nämnt avsnitt', () => {
  it.each([
    ['Uppdrag och ansvar', 'a1'],
    ['uppdrag & ansvar', 'a1'],
    ['Förebyggande arbetet', 'a3'],
    ['3 Förebyggande arbete', 'a3'],
    ['samverkan', 'a2'],
  ])('%s är avsnittet %s', (title, avsnittId) => {
    expect(propose({ type: 'avsnitt', title }).anchor).toMatchObject({ type: 'avsnitt', avsnittId })
  })

  it('som programmet inte har blir helheten', () => {
    expect(propose({ type: 'avsnitt', title: 'Hamnen på natten' }).anchor).toEqual({ type: 'helheten' })
  })

  it('nära det som saknas föreslås som plats', () => {
    expect(propose({ type: 'saknas', proposedPlace: 'de lokala formerna för samverkan' }).anchor).toEqual({
      type: 'saknas',
      proposedPlace: 'de lokala formerna för samverkan',
      avsnittId: 'a2',
    })
  })
})

describe('ett ankare när texten får en ny version', () => {
  const quote = 'bidra med kunskap och resurser'
  const start = BIDRA.indexOf(quote)
  const old = { quote, start, end: start + quote.length }

  it('följer med när texten omkring ändras', () => {
    const next = `Ny första mening. ${BIDRA}`
    expect(reanchor(old, BIDRA, next)).toEqual({ quote, start: start + 18, end: start + 18 + quote.length })
  })

  it('väljer rätt av två lika ställen', () => {
    const twice = `${quote} först. Sedan ${quote} igen.`
    const second = { quote, start: twice.lastIndexOf(quote), end: twice.lastIndexOf(quote) + quote.length }
    const next = `Nytt. ${twice}`
    expect(reanchor(second, twice, next)).toMatchObject({ start: next.lastIndexOf(quote) })
  })

  it('följer med när orden böjs om', () => {
    const moved = reanchor(old, BIDRA, 'Nämnderna bidrar med sin kunskap och sina resurser där det behövs.')
    expect(moved).toMatchObject({ quote: 'bidrar med sin kunskap och sina resurser' })
  })

  it('tappas när orden är borta', () => {
    expect(reanchor(old, BIDRA, 'Kommunstyrelsen leder arbetet.')).toBe('tappat')
    expect(reanchor(old, BIDRA, '')).toBe('tappat')
  })

  it('pekar alltid på sina egna ord eller är tappat', () => {
    const words = fc.array(
      fc.constantFrom('råd', 'Rådet', 'leds', 'av', 'stadsdelen', 'å', '”', '–', 'arbetet', 'arbete', '.', '\n', '😀'),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(words, words, fc.nat(60), fc.nat(60), (before, after, from, length) => {
        const [oldText, newText] = [before.join(' '), after.join(' ')]
        const own = { start: Math.min(from, oldText.length), end: Math.min(from + length, oldText.length) }
        const moved = reanchor({ ...own, quote: oldText.slice(own.start, own.end) }, oldText, newText)
        if (moved !== 'tappat') expect(newText.slice(moved.start, moved.end)).toBe(moved.quote)
      }),
    )
  })
})
