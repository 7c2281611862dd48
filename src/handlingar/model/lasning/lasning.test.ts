import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDocument } from './index.ts'

const HEAD = 'Handläggare\nUlla Norén\n\nTill\nSocialnämnden\n\nYttrande över remiss av policy\n\n'
const value = (text: string, name: string): unknown => readDocument(text).fields[name]?.value

/** Pieces that documents are made of, damaged in every way the property can think of. */
const PIECES = [
  '\n',
  '\n\n',
  ' ',
  '\t',
  '\f',
  '- ',
  '•',
  '§ 4',
  '1. ',
  'Dnr ',
  'KS 2027/112',
  '/2016',
  'FN-2027/',
  '”',
  '*',
  '(S)',
  '[...]',
  'yrkar bifall',
  'reserverar sig',
  'Handläggare',
  'Till',
  'Telefon: 08-465 004 41',
  '2027-09-14',
  'den 14 september 2027',
  'har remitterats till',
  'Förslag till beslut',
  'Sammanfattning',
  'Bilagor',
  'Attesterat av',
  'socialnämnden',
  'Stina Almgren',
  'socialchef',
  'Utlåtande 2027:1 RIV',
  'KALLELSE',
  'PROTOKOLLSUTDRAG',
  'Sida 2 (3)',
  'upp-',
  'följning',
  '<br>',
  'å',
  'a\u030a',
  '\u200b',
  '\u00ad',
  '😀',
  '\ud800',
  '\u0000',
]

describe('läsningen av en handling', () => {
  it('hittar inget diarienummer där inget står: fältet saknas, det gissas inte och är inte tomt', () => {
    const { fields } = readDocument(`TJÄNSTEUTLÅTANDE\n2027-09-14\n\n${HEAD}Sammanfattning\n\nNämnden är positiv.\n`)
    expect(fields.docType?.value).toBe('tjänsteutlåtande')
    expect(fields).not.toHaveProperty('dnr')
  })

  it('fäller aldrig och pekar alltid inom texten, vad den än får', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(text, (input) => {
        const reading = readDocument(input)
        expect(reading.text).toBe(input.normalize('NFC'))
        for (const { span, value: found } of Object.values(reading.fields)) {
          expect(span[0]).toBeGreaterThanOrEqual(0)
          expect(span[1]).toBeGreaterThanOrEqual(span[0])
          expect(span[1]).toBeLessThanOrEqual(reading.text.length)
          expect(found).not.toBe('')
        }
      }),
      { numRuns: 400 },
    )
  })

  it('är densamma varje gång och bryr sig inte om radslut', () => {
    const text = `${HEAD}Förslag till beslut\n\n1. Nämnden godkänner förslaget.\n2. Ärendet justeras omedelbart.\n`
    const fields = (input: string): unknown =>
      Object.entries(readDocument(input).fields).map(([name, field]) => [name, field.value])
    expect(fields(text)).toEqual(fields(text.replaceAll('\n', '\r\n')))
    expect(fields(text)).toEqual(fields(text.normalize('NFD')))
  })

  it('en tom text har inga fält', () => {
    expect(readDocument('').fields).toEqual({})
    expect(readDocument(' \n\u200b').fields).toEqual({})
  })
})

describe('egenheter i riktiga handlingar', () => {
  it('ett nummer som tappat siffror flaggas och gissas inte', () => {
    const { fields } = readDocument(
      `Tjänsteutlåtande\nDnr /2016\n${HEAD}Förslag till beslut\n\nNämnden godkänner svaret.\n`,
    )
    expect(fields.dnrDamaged?.value).toBe(true)
    expect(fields.dnr).toBeUndefined()
  })

  it('avsändarens nummer är inte handlingens eget', () => {
    const text = `Tjänsteutlåtande\nDnr SON 2027/8\n${HEAD}Remiss från kommunstyrelsen, KS 2027/112\n\nFörslag till beslut\n\nNämnden godkänner svaret.\n`
    expect(value(text, 'dnr')).toEqual(['SON 2027/8'])
    expect(value(text, 'remissDnr')).toBe('KS 2027/112')
  })

  it('två nummer i samma rubrik är båda handlingens', () => {
    const text =
      'PM 2027:4 RI (Dnr 180-1799/2026, 111-47/2027) Avstämning av plan Borgarrådsberedningen föreslår att kommunstyrelsen beslutar följande. 1. Planen godkänns.'
    expect(value(text, 'dnr')).toEqual(['180-1799/2026', '111-47/2027'])
  })

  it('sidhuvud och avstavning mitt i en mening försvinner ur värdet men inte ur texten', () => {
    const text = `TJÄNSTEUTLÅTANDE\tDnr SON 2027/8\tSida 1 (2)\n${HEAD}Förslag till beslut\n\n1. Socialnämnden överlämnar tjänste-\n\nTJÄNSTEUTLÅTANDE\tDnr SON 2027/8\tSida 2 (2)\n\nutlåtandet som svar på remissen.\n2. Paragrafen justeras omedelbart.\n`
    const { fields, text: whole } = readDocument(text)
    expect(fields.decisionPoints?.value).toEqual([
      'Socialnämnden överlämnar tjänsteutlåtandet som svar på remissen.',
      'Paragrafen justeras omedelbart.',
    ])
    expect(whole.slice(...fields.decisionPoints!.span)).toContain('Sida 2 (2)')
  })

  it('ett datum bruten över två rader läses', () => {
    const text =
      'Tjänsteutlåtande\nHandläggare\nUlla Norén\n\nTill\nSocialnämnden den 14\nseptember 2027\n\nSvar på remiss av policy\n\nFörslag till beslut\n\nNämnden godkänner svaret.\n'
    expect(value(text, 'meetingDate')).toBe('2027-09-14')
  })

  it('efternamn först vänds, telefonnummer grupperas', () => {
    for (const [printed, phone] of [
      ['08-46500441', '08-465 004 41'],
      ['08-465 004 41', '08-465 004 41'],
      ['0846500441', '08-465 004 41'],
      ['+46 8 465 004 41', '08-465 004 41'],
      ['031-3900652', '031-390 06 52'],
    ]) {
      const text = `Tjänsteutlåtande\nHandläggare\nNorén, Ulla\nTelefon: ${printed}\n\nTill\nSocialnämnden\n\nSvar på remiss av policy\n\nFörslag till beslut\n\nBifall.\n`
      expect(value(text, 'handlaggare')).toEqual([{ name: 'Ulla Norén', phone }])
    }
  })

  it('beslut i två led hålls isär, också när numren löper vidare', () => {
    const proposal = (second: number): string =>
      `Tjänsteskrivelse\n${HEAD}Förslag till beslut\n\nKommunstyrelsens förslag till kommunfullmäktige:\n1. Programmet antas.\n\nKommunstyrelsens beslut för egen del:\n${second}. Förvaltningen får i uppdrag att följa upp programmet.\n`
    for (const second of [1, 2]) {
      expect(value(proposal(second), 'decisionLevels')).toEqual([
        { level: 'KF', points: ['Programmet antas.'] },
        { level: 'KS-egen-del', points: ['Förvaltningen får i uppdrag att följa upp programmet.'] },
      ])
    }
  })

  it('att-satser med streck eller i egen kolumn är var sin punkt', () => {
    for (const clauses of [
      '– att godkänna svaret\n– att justera omedelbart',
      'Att\tgodkänna svaret\nAtt\tjustera omedelbart',
    ]) {
      const text = `Tjänsteutlåtande\n${HEAD}Förslag till beslut\nNämnden beslutar\n${clauses}\n\nSammanfattning\nText.\n`
      expect((value(text, 'decisionPoints') as string[]).map((point) => point.toLowerCase())).toEqual([
        'att godkänna svaret',
        'att justera omedelbart',
      ])
    }
  })

  it('kommunen läses ur texten och aldrig ur en lista', () => {
    expect(value('Xarboga kommun har tagit fram en plan. Xarboga kommun antar den.', 'municipality')).toBe('Xarboga')
    expect(value('Ekhamns stads plan gäller i Ekhamn.', 'municipality')).toBe('Ekhamn')
    expect(value('Tvärås kommun antar planen.', 'municipality')).toBe('Tvärås')
    expect(value('Varje kommun och denna stad ansvarar.', 'municipality')).toBeUndefined()
  })

  it('attest i tabell blir namn, titel och datum', () => {
    const text = `Tjänsteutlåtande\n${HEAD}Förslag till beslut\n\nNämnden godkänner svaret.\n\nAttesterat av\n\nDetta dokument har godkänts digitalt av följande personer:\n\nNamn\tDatum\nPer Hallberg, socialchef\t2027-09-14\n`
    expect(value(text, 'attest')).toEqual([{ name: 'Per Hallberg', title: 'socialchef', date: '2027-09-14' }])
    expect(value(text, 'date')).toBe('2027-09-14')
    expect(value(text, 'dateSource')).toBe('attest')
  })

  it('en sammanställning säger vilka som svarat, inte svarat och avstått', () => {
    const text =
      'Utlåtande 2027:12 RII (Dnr 1.1-88/2026) Öppna mötesplatser Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande. Motionen avslås. Beredning Ärendet har remitterats till socialnämnden, idrotts- och fritidsnämnden, Ekhamns Hamn AB och Polisen. Polisen har inte inkommit med svar. Ekhamns Hamn AB har avstått från att svara. Reservation anfördes av Eva Sand (M).'
    expect(value(text, 'remissinstanser')).toEqual([
      'socialnämnden',
      'idrotts- och fritidsnämnden',
      'Ekhamns Hamn AB',
      'Polisen',
    ])
    expect(value(text, 'noReply')).toEqual(['Polisen'])
    expect(value(text, 'abstained')).toEqual(['Ekhamns Hamn AB'])
    expect(value(text, 'reservations')).toEqual([{ party: 'M', form: 'reservation' }])
  })
})
