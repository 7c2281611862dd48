import type { UtlatandePoint } from '../../arenden/model/utlatande.ts'
import type { ProgramText } from '../../trygghetsprogram/model/passage.ts'

/** What the composing needs of a point of the reply. */
export interface ComposedSynpunkt {
  ordinal: number
  kinds: readonly string[]
  text: string
  source: string
  ankare:
    | { type: 'passage'; passageId: string; quote: string | null }
    | { type: 'avsnitt'; avsnittId: string }
    | { type: 'helheten' }
    | { type: 'saknas'; proposedPlace: string; avsnittId: string | null }
}

/** Where in the programme a point belongs, in the words of the document: `passage 2.4`, `avsnitt 3 Fokusområden`, `programmet som helhet`. */
export function placeOf(ankare: ComposedSynpunkt['ankare'], text: ProgramText): string {
  const avsnittName = (id: string | null): string => {
    const avsnitt = text.avsnitt.find((candidate) => candidate.id === id)
    return avsnitt ? `avsnitt ${avsnitt.number} ${avsnitt.title}` : ''
  }
  switch (ankare.type) {
    case 'passage': {
      const passage = text.avsnitt.flatMap(({ passages }) => passages).find(({ id }) => id === ankare.passageId)
      return `passage ${passage?.number ?? '?'}`
    }
    case 'avsnitt':
      return avsnittName(ankare.avsnittId)
    case 'saknas':
      return ['saknas', ankare.proposedPlace, avsnittName(ankare.avsnittId)].filter(Boolean).join(', ')
    default:
      return 'programmet som helhet'
  }
}

/** The points of a reply as they are frozen in a version of its tjänsteutlåtande. A minority's points do not stand in it. */
export function pointsOf(synpunkter: readonly ComposedSynpunkt[], text: ProgramText): UtlatandePoint[] {
  return synpunkter
    .filter((synpunkt) => synpunkt.source !== 'minoritet')
    .map((synpunkt) => ({
      nr: synpunkt.ordinal,
      kinds: [...synpunkt.kinds],
      text: synpunkt.text,
      source: synpunkt.source,
      place: placeOf(synpunkt.ankare, text),
      quote: synpunkt.ankare.type === 'passage' ? synpunkt.ankare.quote : null,
    }))
}
