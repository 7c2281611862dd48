import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, payloadDigest, sha256 } from './chain.ts'

/** Objects as acts build them; JSON.parse makes `__proto__` an ordinary key, as a form may. */
const json = fc.jsonValue({ maxDepth: 4 })

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (value === null || typeof value !== 'object') return value
  const copy = Object.create(null)
  for (const [key, inner] of Object.entries(value).reverse()) copy[key] = shuffled(inner)
  return copy
}

function parsed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

describe('kanonisk JSON', () => {
  it('är giltig JSON med samma innehåll', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(parsed(value))
      }),
    )
  })

  it('är densamma i vilken ordning nycklarna än skrevs', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      }),
    )
  })

  it('skiljer på allt som är olika', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(canonicalJson(a) === canonicalJson(b)).toBe(isDeepStrictEqual(parsed(a), parsed(b)))
      }),
    )
  })

  it('utelämnar odefinierade fält, behåller null och skriver tid som ISO 8601', () => {
    const value = { b: undefined, a: null, t: new Date('2026-11-22T09:00:00Z'), l: [undefined, 'å'] }
    expect(canonicalJson(value)).toBe('{"a":null,"l":[null,"å"],"t":"2026-11-22T09:00:00.000Z"}')
  })

  it('har en fast form, så att gamla digester går att räkna om', () => {
    expect(sha256(canonicalJson({ ...Object.fromEntries([['ö', 1]]), a: ['x', { c: true, b: 0.5 }] }))).toBe(
      '293d3627ccfe2e22445746acc3386cd1979f5895edc422d583c0efa7f515b694',
    )
    expect(payloadDigest('salt', '{}')).toBe('66795fae9b7c89ab0ce003e655682e561bf06f0515c78b6c2e62fc7daf898614')
  })
})
