import { describe, expect, it } from 'vitest'
import { type Actor, anonymous } from './actor.ts'
import { defineProcess, judge, type Situation, type Verdict } from './steps.ts'

/** A process of this test's own: a letter is written at one house and read at another. */
const brev = defineProcess({
  name: 'brev',
  states: ['skrivs', 'sant', 'last'],
  initial: 'skrivs',
  final: ['last'],
  relations: ['avsandare', 'mottagare'],
  acts: {
    andra: { from: ['skrivs'], to: 'same', by: [{ relation: 'avsandare', roles: ['skrivare'] }] },
    sand: {
      from: ['skrivs'],
      to: ['sant'],
      by: [
        { relation: 'avsandare', roles: ['skrivare', 'chef'] },
        { relation: 'mottagare', roles: ['chef'] },
      ],
      requires: ['text', 'frimarke'],
    },
    las: { from: ['sant'], to: ['last'], by: [{ relation: 'mottagare', roles: ['skrivare'] }] },
  },
})

const [hemma, borta, annat] = ['hemma', 'borta', 'annat']
const somebody = (...seats: [role: string, aktorId: string][]): Actor => ({
  id: 'nagon',
  name: '',
  title: '',
  seats: seats.map(([role, aktorId]) => ({ role, aktorId })),
})
const situation = (state: string, missing: string[] = []): Situation => ({
  state,
  bodies: { avsandare: [hemma], mottagare: [borta] },
  missing,
})

function reason(verdict: Verdict): string {
  return verdict.allowed ? 'allowed' : verdict.refusal.reason
}

describe('stegtabellen', () => {
  const table = { name: 'prov', states: ['a'], initial: 'a', final: [], relations: ['r'] } as const
  const by = [{ relation: 'r', roles: ['x'] }]

  it.each([
    ['utgår från', { from: ['b'], to: ['a'], by }],
    ['leder till', { from: ['a'], to: ['a', 'b'], by }],
  ])('nekar en handling som %s ett läge som inte finns', (_what, act) => {
    expect(() => defineProcess({ ...table, acts: { gor: act } })).toThrow('prov.gor names the unknown state b')
  })

  it.each([
    ['börjar', { initial: 'b' }],
    ['slutar', { final: ['b'] }],
  ])('nekar en process som %s i ett läge som inte finns', (_what, change) => {
    expect(() => defineProcess({ ...table, ...change, acts: {} })).toThrow('unknown state b')
  })

  it('nekar en handling av någon i en relation som inte finns', () => {
    const act = { from: ['a'], to: 'same' as const, by: [{ relation: 'granne', roles: ['x'] }] }
    expect(() => defineProcess({ ...table, acts: { gor: act } })).toThrow('prov.gor names the unknown relation granne')
  })
})

describe('vem får göra vad', () => {
  it('den som har rollen hos rätt part i rätt läge får, och i vilken roll det sker', () => {
    expect(judge(brev, 'sand', somebody(['chef', annat], ['chef', borta]), situation('skrivs'))).toEqual({
      allowed: true,
      seat: { role: 'chef', aktorId: borta },
      next: ['sant'],
    })
    expect(judge(brev, 'andra', somebody(['skrivare', hemma]), situation('skrivs'))).toMatchObject({ next: 'same' })
  })

  it('den första raden i tabellen avgör när flera platser passar', () => {
    const both = somebody(['chef', borta], ['chef', hemma])
    expect(judge(brev, 'sand', both, situation('skrivs'))).toMatchObject({ seat: { aktorId: hemma } })
  })

  it('en roll räknas bara i den relation som tabellen säger: mottagarens skrivare ändrar inte avsändarens brev', () => {
    expect(reason(judge(brev, 'andra', somebody(['skrivare', borta]), situation('skrivs')))).toBe('relation')
  })

  it('skälen ges i ordning: inloggad, roll, relation, läge, fullständigt', () => {
    const missing = ['text', 'frimarke', 'annat']
    const reasons = [
      anonymous,
      somebody(['vakt', hemma]),
      somebody(['skrivare', annat]),
      somebody(['skrivare', hemma]),
    ].map((actor) => reason(judge(brev, 'sand', actor, situation('last', missing))))
    expect(reasons).toEqual(['not-signed-in', 'role', 'relation', 'step'])
    expect(reason(judge(brev, 'sand', somebody(['skrivare', hemma]), situation('skrivs', missing)))).toBe('incomplete')
    expect(reason(judge(brev, 'sand', somebody(['skrivare', hemma]), situation('skrivs', ['annat'])))).toBe('allowed')
  })

  it('den som inte är inloggad får inte, vilka platser den än påstår sig ha', () => {
    const pretender = { ...somebody(['skrivare', hemma]), id: null }
    expect(reason(judge(brev, 'andra', pretender, situation('skrivs')))).toBe('not-signed-in')
  })

  it('ett nej säger vilken handling, vilket läge och vad som saknas, i tabellens ordning', () => {
    expect(judge(brev, 'las', somebody(['skrivare', borta]), situation('skrivs'))).toEqual({
      allowed: false,
      refusal: { act: 'brev.las', reason: 'step', values: { state: 'skrivs' } },
    })
    expect(judge(brev, 'sand', somebody(['chef', hemma]), situation('skrivs', ['frimarke', 'text']))).toEqual({
      allowed: false,
      refusal: { act: 'brev.sand', reason: 'incomplete', missing: ['brev.missing.text', 'brev.missing.frimarke'] },
    })
  })

  it('en handling som inte finns är ett fel i programmet, inte ett nej', () => {
    expect(() => judge(brev, 'stjal' as never, somebody(), situation('skrivs'))).toThrow('no act brev.stjal')
  })

  it('en tabell utan parter i relationen släpper ingen in', () => {
    expect(reason(judge(brev, 'las', somebody(['skrivare', borta]), { state: 'sant', bodies: {} }))).toBe('relation')
  })
})
