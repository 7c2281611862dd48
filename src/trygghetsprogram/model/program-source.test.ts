import { describe, expect, it } from 'vitest'
import { plainText } from '../../platform/text/index.ts'

import { readProgramSource } from './program-source.ts'

function read(source: string): [string, string[]][] {
  const result = readProgramSource(source)
  if (!result.ok) throw new Error(result.reason)
  return result.avsnitt.map((avsnitt) => [avsnitt.title, avsnitt.passages.map(plainText)])
}

describe('ett program som klistras in', () => {
  it('blir avsnitt och passager, och nummer före en rubrik tas bort', () => {
    expect(read('# 1 Syfte\n\nFörsta stycket\npå två rader.\n\nAndra.\n\n# 2. Ansvar\nNämnden ansvarar.')).toEqual([
      ['Syfte', ['Första stycket på två rader.', 'Andra.']],
      ['Ansvar', ['Nämnden ansvarar.']],
    ])
  })

  it('håller ihop en lista med stycket före, när det slutar med kolon', () => {
    expect(read('# Mått\n\nTre saker mäts:\n\n- trygghet\n- utsatthet\n\n- en egen lista')).toEqual([
      ['Mått', ['Tre saker mäts:\ntrygghet\nutsatthet', 'en egen lista']],
    ])
  })

  it('tar emot text från Windows, och skriver å på ett sätt', () => {
    expect(read('# A\u030Aterfall\r\n\r\nText.\r\n')).toEqual([['Återfall', ['Text.']]])
  })

  it('säger till om avsnitt saknas eller text står före det första', () => {
    expect(readProgramSource('bara text')).toEqual({ ok: false, reason: 'text-first' })
    expect(readProgramSource(' \n\n')).toEqual({ ok: false, reason: 'no-avsnitt' })
  })

  it('säger till om ett avsnitt saknar text, och vilket', () => {
    expect(readProgramSource('# Tomt\n\n# Nästa\n\nText')).toEqual({
      ok: false,
      reason: 'empty-avsnitt',
      title: 'Tomt',
    })
  })
})
