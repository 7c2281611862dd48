import { describe, expect, it } from 'vitest'
import { lastDayForNotice, lastDayOfAppeal, mayBeTakenDownOn } from './anslag.ts'
import { type BeslutInput, checkBeslut, proposedFate } from './beslut.ts'

const TODAY = '2026-11-22'
const NAMND: BeslutInput = {
  kind: 'namndbeslut',
  decidedOn: '2026-11-17',
  paragraf: '§ 14',
  wording: 'Nämnden hänvisar till förvaltningens tjänsteutlåtande som sitt yttrande.',
  formula: 'hänvisar-som-yttrande',
  decidedBy: '',
  ground: '',
  reason: '',
  isUrgent: false,
  isOmedelbartJusterat: true,
}
const keys = (change: Partial<BeslutInput>): string[] =>
  checkBeslut({ ...NAMND, ...change }, TODAY).map((error) => error.key)

describe('ett beslut som registreras', () => {
  it('har dag, paragraf och lydelse', () => {
    expect(keys({})).toEqual([])
    expect(keys({ decidedOn: '2026-11-23' })).toEqual(['beslut.future'])
    expect(keys({ paragraf: ' ' })).toEqual(['beslut.paragraf-missing'])
    expect(keys({ wording: ' ' })).toEqual(['beslut.wording-missing'])
  })

  const delegation = { kind: 'delegationsbeslut', paragraf: '', isOmedelbartJusterat: false } as const
  it('KL-6.38 godtas: ett delegationsbeslut med sin punkt i delegationsordningen', () => {
    expect(keys({ ...delegation, decidedBy: 'Karin Tallmo, direktör', ground: 'Delegationsordningen 2.4' })).toEqual([])
  })
  it('KL-6.38 nekas: ett delegationsbeslut utan grund', () => {
    expect(keys({ ...delegation, decidedBy: 'Karin Tallmo, direktör' })).toEqual(['beslut.ground-missing'])
  })

  const chair = {
    kind: 'ordforandebeslut',
    paragraf: '',
    isOmedelbartJusterat: false,
    decidedBy: 'Leila Sandahl, ordförande',
    ground: 'Nämnden 2026-01-20 § 5',
    isUrgent: true,
    reason: 'Lokalen stängs i morgon och verksamheten måste flyttas.',
  } as const
  it('KL-6.39 godtas: ordföranden med uppdrag beslutar i det som inte kan vänta', () => {
    expect(keys(chair)).toEqual([])
  })
  it('KL-6.39 nekas: utan uppdrag, utan brådska, eller med svarstiden som enda skäl', () => {
    expect(keys({ ...chair, ground: '' })).toEqual(['beslut.task-missing'])
    expect(keys({ ...chair, isUrgent: false })).toEqual(['beslut.not-urgent'])
    expect(keys({ ...chair, reason: '' })).toEqual(['beslut.reason-missing'])
    for (const reason of ['Svarstiden går ut', 'Remisstiden är kort.', 'Tidsbrist', 'sista svarsdagen är på fredag'])
      expect(keys({ ...chair, reason }), reason).toEqual(['beslut.deadline-only'])
  })

  it('av ett bolags styrelse följer inte kommunallagens regler', () => {
    expect(keys({ kind: 'styrelsebeslut', paragraf: '', isOmedelbartJusterat: false })).toEqual([])
    expect(keys({ kind: 'styrelsebeslut', isOmedelbartJusterat: true })).toEqual(['beslut.no-justering'])
  })

  it('gör förvaltningens synpunkter till nämndens när den hänvisar, inte när den noterar', () => {
    expect(proposedFate('hänvisar-som-yttrande')).toBe('overtas')
    expect(proposedFate('delvis')).toBe('overtas-tillagg')
    expect(proposedFate('noteras')).toBe('kvar')
    expect(proposedFate(null)).toBe('kvar')
  })
})

describe('anslaget', () => {
  it('KL-8.12 godtas: det kommer upp senast andra dagen efter justeringen, över en helg på måndagen', () => {
    expect(lastDayForNotice('2023-10-24')).toBe('2023-10-26')
    // Adjusted on a Thursday: the second day is a Saturday.
    expect(lastDayForNotice('2026-11-19')).toBe('2026-11-23')
  })

  it('KL-13.5 godtas: tre veckor från anslaget, och dagen efter får det tas ned', () => {
    expect(lastDayOfAppeal('2023-10-24')).toBe('2023-11-14')
    expect(mayBeTakenDownOn('2023-10-24')).toBe('2023-11-15')
  })

  it('KL-13.5 nekas: den sista dagen ligger aldrig på en lördag, söndag, helgdag eller på jul-, nyårs- eller midsommarafton', () => {
    // 2026-12-03 + three weeks is Christmas Eve; the next working day is Monday the 28th.
    expect(lastDayOfAppeal('2026-12-03')).toBe('2026-12-28')
    expect(lastDayOfAppeal('2026-12-10')).toBe('2027-01-04')
    expect(lastDayOfAppeal('2026-05-29')).toBe('2026-06-22')
    // Good Friday 2027-03-26.
    expect(lastDayOfAppeal('2027-03-05')).toBe('2027-03-30')
  })
})
