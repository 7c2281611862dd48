import { describe, expect, it } from 'vitest'
import { readDocument } from '../../src/handlingar/index.ts'
import { findSynpunkter } from '../../src/remiss/model/las-synpunkter.ts'
import { goldenDocuments, OWN_DOCUMENTS } from './golden-documents.ts'
import { scoreReading } from './score-reading.ts'

interface ExpectedPoint {
  kinds: string[]
  anchor: unknown
  about: string
}

describe.each(goldenDocuments(OWN_DOCUMENTS))('dokumentet $name', ({ text, expected }) => {
  const reading = readDocument(text)

  it('läses helt och utan fel', () => {
    const score = scoreReading(expected, reading.fields, reading.text)
    expect({ missed: score.missed, errors: score.errors }).toEqual({ missed: [], errors: [] })
  })

  it('har varje fält på en plats inom texten', () => {
    for (const [name, { span, confidence }] of Object.entries(reading.fields)) {
      expect(span[0], name).toBeGreaterThanOrEqual(0)
      expect(span[1], name).toBeGreaterThanOrEqual(span[0])
      expect(span[1], name).toBeLessThanOrEqual(reading.text.length)
      expect(confidence, name).toBeGreaterThan(0)
      expect(confidence, name).toBeLessThanOrEqual(1)
    }
  })
})

const replies = goldenDocuments(OWN_DOCUMENTS).filter(({ expected }) => 'pointsToFind' in expected)

describe.each(replies)('svaret $name', ({ text, expected }) => {
  it('ger de synpunkter som det innehåller', () => {
    const points = expected.pointsToFind as ExpectedPoint[]
    const found = findSynpunkter(readDocument(text))
    expect(found.map(({ kinds, anchor }) => ({ kinds, anchor }))).toEqual(
      points.map(({ kinds, anchor }) => ({ kinds, anchor })),
    )
    points.forEach((point, at) => {
      expect(found[at]?.text).toContain(point.about)
    })
  })
})
