/** One section of a template: its heading, what to write there, and whether the points of the reply stand in it. */
export interface MallSection {
  /** Stable; `sammanfattning` is read again by kallelse and protokoll. */
  key: string
  heading: string
  hint: string
  hasPoints?: true
}

/** How a municipality's tjänsteutlåtande is built. Its förslag till beslut, signatories and attest stand outside the sections. */
export interface Mall {
  /** What the document calls itself. */
  label: string
  sections: MallSection[]
  version: number
}

export const MALL_LABELS = ['Tjänsteutlåtande', 'Tjänsteskrivelse'] as const

/** The one template there is, as an item of the log. */
export const MALL_ID = '00000000-0000-7000-8000-000000000001'

/** The form that is usual; headings for children, equality and economy are added by the municipalities that have them. */
export const USUAL_MALL: Mall = {
  label: 'Tjänsteutlåtande',
  version: 0,
  sections: [
    {
      key: 'sammanfattning',
      heading: 'Sammanfattning',
      hint: 'Det viktigaste på högst en halv sida. Samma text står i kallelsen och protokollet.',
    },
    { key: 'bakgrund', heading: 'Bakgrund', hint: 'Varifrån ärendet kommer och vad som har hänt tidigare.' },
    { key: 'arendet', heading: 'Ärendet', hint: 'Vad remissen innehåller, neutralt återgivet.' },
    { key: 'beredning', heading: 'Ärendets beredning', hint: 'Vilka enheter och råd som har deltagit, och samverkan.' },
    {
      key: 'synpunkter',
      heading: 'Förvaltningens synpunkter och förslag',
      hint: 'Skriv det som hör till helheten. En rad med [Synpunkt 1] är platsen för synpunkt 1; de som inte har en plats kommer sist.',
      hasPoints: true,
    },
  ],
}

const KEY = /^[a-z][a-z0-9-]{0,39}$/

/** Headings to keys: `Barnens bästa` is `barnens-basta`, and stays so when the heading is changed. */
export function keyOfHeading(heading: string): string {
  const ascii = heading
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return KEY.test(ascii) ? ascii : `avsnitt-${ascii.slice(0, 30)}`.replace(/-+$/, '')
}
