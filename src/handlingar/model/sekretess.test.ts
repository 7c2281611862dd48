import { describe, expect, it } from 'vitest'
import { readProvision } from './sekretess.ts'

describe('en bestämmelse på en sekretessmarkering', () => {
  it.each([
    ['18 kap. 8 § OSL', '18 kap. 8 § OSL'],
    ['18:8 OSL', '18 kap. 8 § OSL'],
    ['18 kap 8 § osl', '18 kap. 8 § OSL'],
    ['24 kap. 8 § första stycket OSL', '24 kap. 8 § första stycket OSL'],
    ['18 kap. 8 § offentlighets- och sekretesslagen (2009:400)', '18 kap. 8 § OSL'],
  ])('läses och skrivs på ett sätt: %s', (typed, read) => {
    expect(readProvision(typed)).toBe(read)
  })

  it.each(['', 'hemligt', '99 kap. 1 § OSL', '18 kap. OSL', '18 kap. 8 §', '<b>18 kap. 8 § OSL'])(
    'som inte har formen tas inte emot: %s',
    (typed) => {
      expect(readProvision(typed)).toBeNull()
    },
  )
})
