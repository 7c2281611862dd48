import { describe, expect, it } from 'vitest'
import { readConfig } from '../config/config.ts'
import { allowedOrigins, isForeignHost, isForeignPost, securityHeaders } from './security.ts'

const local = allowedOrigins(readConfig({ PORT: '8080' }))
const town = allowedOrigins(readConfig({ SAMSYN_URL: 'https://samsyn.ekhamn.example' }))
const asked = (headers: Record<string, string>) => new Request('http://127.0.0.1:8080/', { headers })

describe('varifrån ett formulär får komma', () => {
  it.each([
    ['http://127.0.0.1:8080', true],
    ['http://localhost:8080', true],
    ['http://[::1]:8080', true],
    ['http://127.0.0.1:8081', false],
    ['https://127.0.0.1:8080', false],
    ['http://localhost', false],
    ['http://ekhamn.example:8080', false],
    ['http://127.0.0.1:8080.ekhamn.example', false],
    ['null', false],
    ['', false],
  ])('på den egna maskinen: Origin %j %s', (origin, isOurs) => {
    expect(isForeignPost(asked({ origin }), local)).toBe(!isOurs)
  })

  it.each([
    ['https://samsyn.ekhamn.example', true],
    ['http://samsyn.ekhamn.example', false],
    ['https://samsyn.ekhamn.example:8443', false],
    ['https://annan.ekhamn.example', false],
    ['http://127.0.0.1:8080', false],
  ])('på en publik adress: Origin %j %s', (origin, isOurs) => {
    expect(isForeignPost(asked({ origin }), town)).toBe(!isOurs)
  })

  it.each([
    ['same-origin', false],
    ['none', false],
    ['same-site', true],
    ['cross-site', true],
    ['skräp', true],
  ])('utan Origin avgör Sec-Fetch-Site: %s', (site, isForeign) => {
    expect(isForeignPost(asked({ 'sec-fetch-site': encodeURI(site) }), local)).toBe(isForeign)
  })

  it('utan både Origin och Sec-Fetch-Site nekas formuläret', () => {
    expect(isForeignPost(asked({}), local)).toBe(true)
  })

  it('det ena duger inte när det andra säger emot', () => {
    expect(isForeignPost(asked({ origin: 'http://localhost:8080', 'sec-fetch-site': 'cross-site' }), local)).toBe(true)
    expect(isForeignPost(asked({ origin: 'http://ekhamn.example', 'sec-fetch-site': 'same-origin' }), local)).toBe(true)
  })
})

describe('vilket namn servern kallas vid', () => {
  it.each([
    ['127.0.0.1:8080', false],
    ['localhost:8080', false],
    ['[::1]:8080', false],
    ['localhost', true],
    ['127.0.0.1:80', true],
    ['ekhamn.example:8080', true],
    ['127.0.0.1:8080.ekhamn.example', true],
    ['', true],
  ])('på den egna maskinen: Host %j, främmande: %s', (host, isForeign) => {
    expect(isForeignHost(asked({ host }), local)).toBe(isForeign)
  })

  it('på en publik adress är bara det namnet vårt', () => {
    expect(isForeignHost(asked({ host: 'samsyn.ekhamn.example' }), town)).toBe(false)
    expect(isForeignHost(asked({ host: '127.0.0.1:8080' }), town)).toBe(true)
  })
})

describe('svarets skyddande rubriker', () => {
  it('släpper inte in något annat än det egna, inget inbäddat och inga ramar', () => {
    const policy = securityHeaders(readConfig({}))['content-security-policy'] ?? ''
    const directives = Object.fromEntries(
      policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    )
    expect(directives).toMatchObject({
      'default-src': "'none'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
      'form-action': "'self'",
    })
    expect(new Set(Object.values(directives))).toEqual(new Set(["'none'", "'self'"]))
  })

  it('kräver https i fortsättningen bara där adressen är https', () => {
    expect(securityHeaders(readConfig({}))['strict-transport-security']).toBeUndefined()
    const https = securityHeaders(readConfig({ SAMSYN_URL: 'https://samsyn.ekhamn.example' }))
    expect(https['strict-transport-security']).toMatch(/max-age=\d{8}/)
  })
})
