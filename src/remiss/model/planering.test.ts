import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../platform/time/clock.ts'
import { isArbetsdag } from '../../platform/time/helgdagar.ts'
import { type PlannedSammantrade, planSvar, stepsBehind } from './planering.ts'

const meeting = (heldOn: string, papers = 14): PlannedSammantrade => ({
  id: heldOn,
  heldOn,
  manusstoppOn: addDays(heldOn, -papers),
  kallelseOn: addDays(heldOn, -7),
})
const TODAY = '2026-11-22'

describe('planeringen av ett svar', () => {
  it('KL-5.69 godtas: ett sammanträde minst fjorton dagar före svarsdagen justeras i vanlig ordning', () => {
    const plan = planSvar('2027-02-14', TODAY, [meeting('2027-01-26'), meeting('2027-02-09')])
    expect(plan.way).toBe('ordinarie')
    expect(plan.sammantrade?.heldOn).toBe('2027-01-26')
    expect(plan.options).toEqual([])
    expect(plan.rows.find((row) => row.step === 'justering')?.latestOn).toBe('2027-02-09')
  })

  it('KL-5.69 nekas: justeras det först efter svarsdagen erbjuds anstånd, extra sammanträde, omedelbar justering, kontorsyttrande och sist ordföranden', () => {
    const plan = planSvar('2027-02-14', TODAY, [meeting('2027-02-09'), meeting('2027-03-09')])
    expect(plan.way).toBe('omedelbar')
    expect(plan.options).toEqual([
      'anstand',
      'extra-sammantrade',
      'omedelbar-justering',
      'kontorsyttrande',
      'ordforandebeslut',
    ])
    expect(plan.rows.find((row) => row.step === 'justering')?.latestOn).toBe('2027-02-09')
    // Friday before Sunday the 14th.
    expect(plan.rows.at(-1)).toEqual({ step: 'expediering', latestOn: '2027-02-12' })
  })

  it('ett sammanträde vars manusstopp har varit kan inte längre nås', () => {
    const plan = planSvar('2026-12-18', TODAY, [meeting('2026-12-01'), meeting('2027-01-26')])
    expect(plan.way).toBe('ingen')
    expect(plan.options).not.toContain('omedelbar-justering')
    expect(plan.options[0]).toBe('anstand')
    expect(plan.anstandTo).toBe('2027-02-10')
  })

  it('utan inlagda sammanträden finns inga dagar att räkna från', () => {
    expect(planSvar('2027-02-14', TODAY, [])).toMatchObject({ way: 'ingen', rows: [], anstandTo: null })
  })

  it('det verkliga fallet: attest 12 oktober, nämnd 24 oktober, svarsdag samma vecka – bara omedelbar justering hinner', () => {
    const plan = planSvar('2023-10-27', '2023-09-20', [meeting('2023-10-24', 12)])
    expect(plan.way).toBe('omedelbar')
    expect(plan.rows.find((row) => row.step === 'manusstopp')?.latestOn).toBe('2023-10-12')
  })

  it('stegen står alltid i tidens ordning, och det som görs i huset på arbetsdagar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 10, max: 200 }), (from, length) => {
        const today = addDays('2026-01-01', from)
        const due = addDays(today, length)
        const plan = planSvar(
          due,
          today,
          [20, 40, 60, 90, 120].map((days) => meeting(addDays(today, days))),
        )
        const days = plan.rows.map((row) => row.latestOn)
        expect(days).toEqual([...days].sort())
        for (const { step, latestOn } of plan.rows)
          if (step === 'utkast' || step === 'attest' || step === 'presidium') expect(isArbetsdag(latestOn)).toBe(true)
      }),
      { seed: 20261122 },
    )
  })
})

describe('det som redan är gjort', () => {
  it.each([
    [null, false, []],
    ['utkast', false, []],
    ['attest', false, ['utkast']],
    ['attesterat', false, ['utkast', 'attest']],
    ['beslutat', false, ['utkast', 'attest', 'sammantrade']],
    ['expedierat', true, ['utkast', 'attest', 'sammantrade', 'justering', 'expediering']],
  ])('%s (inkommet: %s) är förbi %j', (state, isIn, steps) => {
    const behind = stepsBehind(state, isIn)
    for (const step of ['utkast', 'attest', 'sammantrade', 'justering', 'expediering'] as const)
      expect(behind.has(step), step).toBe((steps as string[]).includes(step))
  })
})
