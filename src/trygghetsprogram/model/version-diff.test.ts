import { describe, expect, it } from 'vitest'
import { fromMarkdown } from '../../platform/text/index.ts'

import type { Avsnitt, Passage, ProgramText } from './passage.ts'
import { diffVersions } from './version-diff.ts'

const passage = (id: string, number: string, markdown: string, kind: Passage['kind'] = 'text'): Passage => ({
  id,
  number,
  kind,
  blocks: fromMarkdown(markdown),
})
const avsnitt = (id: string, number: string, ...passages: Passage[]): Avsnitt => ({
  id,
  number,
  title: `Avsnitt ${id}`,
  fokusomrade: null,
  passages,
})
const text = (...all: Avsnitt[]): ProgramText => ({ avsnitt: all })

/** `avsnitt: passage change …` for every chapter of the comparison. */
function changes(before: ProgramText, after: ProgramText): string[] {
  return diffVersions(before, after).map(
    (row) => `${row.id}: ${row.passages.map((one) => `${one.id} ${one.change}`).join(', ')}`,
  )
}

const before = text(
  avsnitt('A', '1', passage('a1', '1.1', 'Ett.'), passage('a2', '1.2', 'Två.'), passage('a3', '1.3', 'Tre.')),
  avsnitt('B', '2', passage('b1', '2.1', 'Fyra.')),
)

describe('jämförelsen av två versioner', () => {
  it('av samma text säger att ingenting har hänt', () => {
    expect(changes(before, before)).toEqual(['A: a1 same, a2 same, a3 same', 'B: b1 same'])
  })

  it('ser ändrat, tillagt och borttaget, i den senares ordning och med det borttagna i sitt avsnitt', () => {
    const after = text(
      avsnitt(
        'A',
        '1',
        passage('a1', '1.1', 'Ett.'),
        passage('ny', '1.2', 'Ny.'),
        passage('a3', '1.3', 'Tre, ändrad.'),
      ),
      avsnitt('B', '2', passage('b1', '2.1', 'Fyra.')),
    )
    expect(changes(before, after)).toEqual(['A: a1 same, ny added, a3 changed, a2 removed', 'B: b1 same'])
    const [first] = diffVersions(before, after)
    expect(first?.passages[2]).toEqual({
      id: 'a3',
      change: 'changed',
      before: { number: '1.3', kind: 'text', text: 'Tre.' },
      after: { number: '1.3', kind: 'text', text: 'Tre, ändrad.' },
    })
    expect(first?.passages[3]).toEqual({
      id: 'a2',
      change: 'removed',
      before: { number: '1.2', kind: 'text', text: 'Två.' },
      after: null,
    })
  })

  it('visar en passage som ändrat, med båda slagen, när bara slaget har ändrats: samma ord men nu ett ansvar', () => {
    const after = text(
      avsnitt(
        'A',
        '1',
        passage('a1', '1.1', 'Ett.', 'ansvar'),
        passage('a2', '1.2', 'Två.'),
        passage('a3', '1.3', 'Tre.'),
      ),
      before.avsnitt[1] as Avsnitt,
    )
    expect(changes(before, after)).toEqual(['A: a1 changed, a2 same, a3 same', 'B: b1 same'])
    expect(diffVersions(before, after)[0]?.passages[0]).toEqual({
      id: 'a1',
      change: 'changed',
      before: { number: '1.1', kind: 'text', text: 'Ett.' },
      after: { number: '1.1', kind: 'ansvar', text: 'Ett.' },
    })
  })

  it('känner igen en passage på dess id, inte på dess nummer', () => {
    const after = text(
      avsnitt('A', '1', passage('a3', '1.1', 'Tre.'), passage('a1', '1.2', 'Ett.'), passage('a2', '1.3', 'Två!')),
      before.avsnitt[1] as Avsnitt,
    )
    expect(changes(before, after)).toEqual(['A: a3 moved, a1 moved, a2 changed', 'B: b1 same'])
  })

  it('ser att en passage har flyttats till ett annat avsnitt, också när numret blev detsamma', () => {
    const after = text(
      avsnitt('A', '1', passage('a1', '1.1', 'Ett.'), passage('a2', '1.2', 'Två.')),
      avsnitt('B', '2', passage('b1', '2.1', 'Fyra.'), passage('a3', '2.2', 'Tre.')),
    )
    expect(changes(before, after)).toEqual(['A: a1 same, a2 same', 'B: b1 same, a3 moved'])
    const replaced = text(avsnitt('C', '2', passage('b1', '2.1', 'Fyra.')))
    expect(changes(text(before.avsnitt[1] as Avsnitt), replaced)).toEqual(['C: b1 moved'])
  })

  it('visar ett avsnitt som har tagits bort sist, med sina passager, och ett nytt på sin plats', () => {
    const after = text(
      avsnitt('N', '1', passage('n1', '1.1', 'Ny.')),
      avsnitt('B', '2', passage('b1', '2.1', 'Fyra.'), passage('a1', '2.2', 'Ett.')),
    )
    expect(changes(before, after)).toEqual(['N: n1 added', 'B: b1 same, a1 moved', 'A: a2 removed, a3 removed'])
    expect(diffVersions(before, after).map((row) => row.titleBefore)).toEqual([null, 'Avsnitt B', 'Avsnitt A'])
  })

  it('mot en tom text är allt tillagt, och åt andra hållet borttaget', () => {
    expect(changes(text(), before)).toEqual(['A: a1 added, a2 added, a3 added', 'B: b1 added'])
    expect(changes(before, text())).toEqual(['A: a1 removed, a2 removed, a3 removed', 'B: b1 removed'])
  })
})
