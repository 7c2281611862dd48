import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { DatabaseError } from '../db/index.ts'
import { Conflict, Denied, NotFound } from '../errors/index.ts'
import { isBusy } from './answer-error.ts'

const require = createRequire(import.meta.url)

describe('en databas som inte hinner svara', () => {
  it.each(['55P03', '57014', '40001', '40P01', '53300', '57P01', '57P03', 'ECONNREFUSED'])(
    'fel %s: försök igen',
    (code) => {
      expect(isBusy(new DatabaseError('x', code))).toBe(true)
      expect(isBusy(Object.assign(new Error('x'), { code }))).toBe(true)
    },
  )

  it.each([
    ['pg-pool', 'timeout exceeded when trying to connect'],
    ['pg-pool', 'Connection terminated due to connection timeout'],
    ['pg/lib/client.js', 'Connection terminated unexpectedly'],
  ])('%s säger "%s" utan kod: försök igen', (file, message) => {
    // If the library words it otherwise one day, this fails before the users meet a 500.
    expect(readFileSync(require.resolve(file), 'utf8')).toContain(message)
    expect(isBusy(new Error(message))).toBe(true)
  })

  it.each([
    new DatabaseError('x', '23505'),
    new DatabaseError('x'),
    new Error('x'),
    new NotFound('x'),
    new Conflict('x', 1),
    null,
    undefined,
    'x',
  ])('%s är något annat', (error) => {
    expect(isBusy(error)).toBe(false)
  })

  it('ett nej är aldrig upptaget', () => {
    expect(isBusy(new Denied({ act: 'x', reason: 'role' }))).toBe(false)
  })
})
