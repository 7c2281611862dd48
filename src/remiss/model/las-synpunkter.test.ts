import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../handlingar/model/lasning/index.ts'
import { findSynpunkter } from './las-synpunkter.ts'
import { type FoundSynpunkt, SYNPUNKT_KINDS } from './synpunkt.ts'
import { signalsOf } from './synpunkt-signaler.ts'

const reply = (points: string, before = ''): string =>
  `Förvaltningens förslag till beslut\n\n1. Nämnden hänvisar till tjänsteutlåtandet som sitt yttrande över remissen.\n\n${before}Förvaltningens synpunkter och förslag\n\n${points}\n\nNämnden föreslås hänvisa till förvaltningens tjänsteutlåtande som sitt yttrande över remissen.\n\nPer Hallberg\nförvaltningschef\n`
const find = (points: string, before = ''): FoundSynpunkt[] => findSynpunkter(readDocument(reply(points, before)))

describe('orden som säger vad för slags synpunkt det är', () => {
  it.each([
    ['Nämnden instämmer i målen.', ['instammer']],
    ['Förvaltningen delar denna syn.', ['instammer']],
    ['Bolaget är positivt till förslaget.', ['instammer']],
    ['Programmet är väl strukturerat.', ['instammer']],
    ['Nämnden delar inte den uppfattningen.', []],
    ['Nämnden ställer sig inte bakom förslaget.', ['avstyrker']],
    ['Nämnden kan inte ställa sig bakom förslaget.', ['avstyrker']],
    ['Bolaget avstyrker att råden slås ihop.', ['avstyrker']],
    ['Det är inte helt tydligt vem som ansvarar.', ['oklart']],
    ['Det framgår inte vem som ansvarar.', ['oklart']],
    ['Ansvaret bör förtydligas.', ['oklart']],
    ['Förvaltningen vill komplettera med vuxenutbildningen.', ['komplettering']],
    ['Förvaltningen vill också lyfta fram vuxenutbildningen.', ['komplettering']],
    ['Vidare vill nämnden peka på sin roll.', ['komplettering']],
    ['Programmet bör kompletteras med ett avsnitt om hamnen.', ['komplettering']],
    ['Orten i tredje stycket bör ändras.', ['andring']],
    ['Nämnden föreslår att formuleringen stryks.', ['andring']],
    ['Vem avgör när bidraget behövs?', ['fraga']],
    ['Jobbcentrum har öppet två kvällar i veckan.', []],
  ])('%s', (sentence, kinds) => {
    expect(signalsOf(sentence)).toEqual(kinds)
  })
})

describe('synpunkterna i ett svar', () => {
  it('är en för varje stycke i avsnittet om synpunkter, och inget av det som står runt om', () => {
    const points = find(
      'Förvaltningen instämmer i målen för arbetet.\n\nFörvaltningen driver två öppna mötesplatser i stadsdelen.',
    )
    expect(points.map((point) => point.kinds)).toEqual([['instammer'], ['ovrigt']])
  })

  it('blir två när stycket går vidare till något annat', () => {
    const points = find(
      'Nämnden vill peka på sin roll i arbetet med unga. Nämnden vill också lyfta fram vuxenutbildningen.',
    )
    expect(points.map((point) => point.text)).toEqual([
      'Nämnden vill peka på sin roll i arbetet med unga.',
      'Nämnden vill också lyfta fram vuxenutbildningen.',
    ])
  })

  it('förblir en när nästa mening fortsätter samma tanke', () => {
    const points = find(
      'Det framgår inte vem som ansvarar för lokalen. Därför bör stycket ändras så att nämnden nämns.',
    )
    expect(points.map((point) => point.kinds)).toEqual([['oklart', 'andring']])
  })

  it('räknas en gång fast sammanfattningen säger samma sak', () => {
    const said = 'Förvaltningen vill lyfta fram vuxenutbildningens roll för föräldrar.'
    expect(find(said, `Sammanfattning\n\n${said}\n\n`)).toHaveLength(1)
    expect(find(`${said}\n\n${said}`)).toHaveLength(1)
  })

  it('i ett svar utan rubrik är de meningar som säger något, inte redogörelsen', () => {
    const text =
      'Hej!\n\nFöreningen har läst programmet och det berör oss på flera sätt i vårt arbete.\n\nVi välkomnar att föreningslivet nämns i programmet. Vi saknar ett avsnitt om ideella krafter.\n\nMed vänlig hälsning\nUlla Norén\n'
    expect(findSynpunkter(readDocument(text)).map((point) => point.kinds)).toEqual([['instammer'], ['komplettering']])
  })

  it('i en punktlista får sitt slag av meningen ovanför', () => {
    const points = find(
      'Förvaltningen vill särskilt framhålla:\n\n- kvällsöppna lokaler i Norrby\n- Ansvaret för belysningen är oklart.',
    )
    expect(points.map((point) => point.kinds)).toEqual([['komplettering'], ['oklart']])
  })
})

describe('vad en synpunkt gäller', () => {
  const anchor = (text: string, before = ''): unknown => find(text, before)[0]?.anchor

  it('är en passage när den citerar', () => {
    const quote = 'nämnderna bidrar med kunskap när det är påkallat'
    for (const text of [
      `Under ”Ansvar” står att *${quote}*. Det är oklart hur.`,
      `Under ”Ansvar” står att ”${quote}”. Det är oklart hur.`,
    ]) {
      expect(anchor(text)).toEqual({ type: 'passage', section: 'Ansvar', quote })
    }
  })

  it('är ett avsnitt när den nämner ett, så som det heter i svarets egen lista', () => {
    const list =
      'Bakgrund\n\nProgrammet har tre fokusområden:\n\n- Förebyggande arbete\n- Offentlig miljö\n- Stadsutveckling\n\n'
    expect(anchor('Området ”Förebyggande arbetet” bör kompletteras med skolan.', list)).toEqual({
      type: 'avsnitt',
      title: 'Förebyggande arbete',
    })
    expect(anchor('Nämndens roll i det förebyggande arbetet bör nämnas.', list)).toEqual({
      type: 'avsnitt',
      title: 'Förebyggande arbete',
    })
    expect(anchor('Fokusområdet Stadsutveckling bör kompletteras.', list)).toEqual({
      type: 'avsnitt',
      title: 'Stadsutveckling',
    })
    expect(anchor('Nämnden är positiv till att programmet lyfter behovet av samverkan.', list)).toEqual({
      type: 'avsnitt',
      title: 'samverkan',
    })
  })

  it('är något som saknas, med den plats som föreslås', () => {
    expect(anchor('Nämnden ges inte en naturlig plats i de lokala råden som utgår från stadsdelarna.')).toEqual({
      type: 'saknas',
      proposedPlace: 'de lokala råden',
    })
    expect(anchor('Under ”Samverkan” nämns inte föreningslivet.')).toEqual({
      type: 'saknas',
      proposedPlace: 'Samverkan',
    })
  })

  it('är annars helheten', () => {
    expect(anchor('Förvaltningen instämmer i inriktningen.')).toEqual({ type: 'helheten' })
  })
})

describe('vilken text som helst', () => {
  it('ger synpunkter av kända slag på platser inom texten', () => {
    const piece = fc.constantFrom(
      '\n\n',
      '\n- ',
      ' ',
      '. ',
      'Synpunkter',
      'Förvaltningen vill ',
      'lyfta fram ',
      'saknas',
      'inte tydligt',
      '”Samverkan” ',
      '*',
      'Bör ändras?',
      'Det nämns inte i',
      '\ud800',
      'å',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const reading = readDocument(pieces.join(''))
        for (const point of findSynpunkter(reading)) {
          expect(point.kinds.length).toBeGreaterThan(0)
          expect(point.kinds.every((kind) => SYNPUNKT_KINDS.includes(kind))).toBe(true)
          expect(point.span[0]).toBeGreaterThanOrEqual(0)
          expect(point.span[1]).toBeLessThanOrEqual(reading.text.length)
          expect(point.span[0]).toBeLessThanOrEqual(point.span[1])
        }
      }),
      { numRuns: 300 },
    )
  })
})

it('tar det citerade, inte det som står mellan två citat med samma tecken', () => {
  const [point] = find(
    'Under ”Uppdrag och ansvar” sägs att facknämnderna och bolagen ska ”bidra med kunskap och resurser när det är påkallat”. Det är inte helt tydligt när.',
  )
  expect(point?.anchor).toEqual({
    type: 'passage',
    section: 'Uppdrag och ansvar',
    quote: 'bidra med kunskap och resurser när det är påkallat',
  })
})
