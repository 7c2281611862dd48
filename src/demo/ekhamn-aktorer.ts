/**
 * Ekhamn, a harbour town of about 96 000 inhabitants that exists only here: its areas, its actors and the people who hold
 * a role in them. Pure data; `seed` code gives the keys their ids. The names are made up, and nobody has any personal data
 * beyond a name and a professional role.
 */

export type DemoAktorKind =
  | 'kommunfullmaktige'
  | 'kommunstyrelse'
  | 'facknamnd'
  | 'stadsdelsnamnd'
  | 'bolag'
  | 'polis'
  | 'region'
  | 'kommunalforbund'
  | 'naringsliv'
  | 'forening'

/** The ten roles that a person can hold at an actor. */
export const DEMO_ROLES = [
  'trygghetssamordnare',
  'stadsdelssamordnare',
  'handlaggare',
  'forvaltningschef',
  'namndsekreterare',
  'registrator',
  'fortroendevald',
  'polis',
  'privat-part',
  'administrator',
] as const
export type DemoRole = (typeof DEMO_ROLES)[number]

export interface DemoOmrade {
  key: string
  name: string
}

export interface DemoAktor {
  key: string
  kind: DemoAktorKind
  name: string
  shortName: string
  /** What its diary numbers begin with; null for a party whose diary Samsyn does not know. */
  prefix: string | null
  /** The administration that works for it; null where there is none of its own. */
  forvaltning: string | null
  /** Where it is present: `coverage` is the share (0–1) of the area's addresses that its work reaches. */
  omraden: { omrade: string; coverage: number }[]
}

export interface DemoPerson {
  key: string
  name: string
  title: string
  uppdrag: { aktor: string; role: DemoRole }[]
}

/** The municipality as a whole. */
export const EKHAMN = { key: 'ekhamn', name: 'Ekhamns kommun', shortName: 'Ekhamn', inhabitants: 96_000 } as const

/** The five stadsdelar; each has its own stadsdelsnämnd. */
export const EKHAMN_OMRADEN: DemoOmrade[] = [
  { key: 'norrby', name: 'Norrby' },
  { key: 'sodervik', name: 'Södervik' },
  { key: 'hamnen', name: 'Hamnen' },
  { key: 'ekangen', name: 'Ekängen' },
  { key: 'vasterhult', name: 'Västerhult' },
]

function helaKommunen(): DemoAktor['omraden'] {
  return EKHAMN_OMRADEN.map((omrade) => ({ omrade: omrade.key, coverage: 1 }))
}

function namnd(key: string, prefix: string, name: string, shortName: string, forvaltning: string): DemoAktor {
  return { key, kind: 'facknamnd', name, shortName, prefix, forvaltning, omraden: helaKommunen() }
}

function stadsdelsnamnd(omrade: string, prefix: string, name: string): DemoAktor {
  return {
    key: `sdn-${omrade}`,
    kind: 'stadsdelsnamnd',
    name: `${name} stadsdelsnämnd`,
    shortName: name,
    prefix,
    forvaltning: `${name} stadsdelsförvaltning`,
    omraden: [{ omrade, coverage: 1 }],
  }
}

/** Every body and party: KF, nine nämnder (KS is one of them), five stadsdelsnämnder, three bolag, Polisen, four others. */
export const EKHAMN_AKTORER: DemoAktor[] = [
  {
    key: 'kf',
    kind: 'kommunfullmaktige',
    name: 'Kommunfullmäktige',
    shortName: 'Fullmäktige',
    prefix: 'KF',
    forvaltning: null,
    omraden: helaKommunen(),
  },
  {
    key: 'ks',
    kind: 'kommunstyrelse',
    name: 'Kommunstyrelsen',
    shortName: 'Kommunstyrelsen',
    prefix: 'KS',
    forvaltning: 'Stadsledningskontoret',
    omraden: helaKommunen(),
  },
  namnd('amn', 'AMN', 'Arbetsmarknadsnämnden', 'Arbetsmarknad', 'Arbetsmarknadsförvaltningen'),
  namnd('son', 'SON', 'Socialnämnden', 'Social', 'Socialförvaltningen'),
  namnd('ubn', 'UBN', 'Utbildningsnämnden', 'Utbildning', 'Utbildningsförvaltningen'),
  namnd('kun', 'KUN', 'Kulturnämnden', 'Kultur', 'Kulturförvaltningen'),
  namnd('ifn', 'IFN', 'Idrotts- och fritidsnämnden', 'Idrott och fritid', 'Idrotts- och fritidsförvaltningen'),
  namnd('trn', 'TRN', 'Trafiknämnden', 'Trafik', 'Trafikkontoret'),
  namnd('sbn', 'SBN', 'Stadsbyggnadsnämnden', 'Stadsbyggnad', 'Stadsbyggnadskontoret'),
  namnd('mhn', 'MHN', 'Miljö- och hälsoskyddsnämnden', 'Miljö och hälsa', 'Miljöförvaltningen'),
  stadsdelsnamnd('norrby', 'NOR', 'Norrby'),
  stadsdelsnamnd('sodervik', 'SOD', 'Södervik'),
  stadsdelsnamnd('hamnen', 'HAM', 'Hamnen'),
  stadsdelsnamnd('ekangen', 'EKA', 'Ekängen'),
  stadsdelsnamnd('vasterhult', 'VAS', 'Västerhult'),
  {
    key: 'bostadsbolaget',
    kind: 'bolag',
    name: 'Ekhamnsbostäder AB',
    shortName: 'Ekhamnsbostäder',
    prefix: 'EBAB',
    forvaltning: null,
    omraden: [
      { omrade: 'norrby', coverage: 0.62 },
      { omrade: 'sodervik', coverage: 0.48 },
      { omrade: 'ekangen', coverage: 0.21 },
      { omrade: 'vasterhult', coverage: 0.17 },
    ],
  },
  {
    key: 'hamnbolaget',
    kind: 'bolag',
    name: 'Ekhamns Hamn AB',
    shortName: 'Ekhamns Hamn',
    prefix: 'EHAB',
    forvaltning: null,
    omraden: [{ omrade: 'hamnen', coverage: 0.55 }],
  },
  {
    key: 'parkeringsbolaget',
    kind: 'bolag',
    name: 'Ekhamn Parkering AB',
    shortName: 'Ekhamn Parkering',
    prefix: 'EPAB',
    forvaltning: null,
    omraden: [
      { omrade: 'hamnen', coverage: 0.7 },
      { omrade: 'norrby', coverage: 0.3 },
      { omrade: 'sodervik', coverage: 0.25 },
    ],
  },
  {
    key: 'polisen',
    kind: 'polis',
    name: 'Polisen, lokalpolisområde Ekhamn',
    shortName: 'Polisen',
    prefix: null,
    forvaltning: null,
    omraden: helaKommunen(),
  },
  {
    key: 'regionen',
    kind: 'region',
    name: 'Region Ekkusten',
    shortName: 'Regionen',
    prefix: null,
    forvaltning: null,
    omraden: helaKommunen(),
  },
  {
    key: 'raddningstjansten',
    kind: 'kommunalforbund',
    name: 'Räddningstjänstförbundet Ekkusten',
    shortName: 'Räddningstjänsten',
    prefix: null,
    forvaltning: null,
    omraden: helaKommunen(),
  },
  {
    key: 'handlarna',
    kind: 'naringsliv',
    name: 'Ekhamns Handlare',
    shortName: 'Handlarna',
    prefix: null,
    forvaltning: null,
    omraden: [
      { omrade: 'hamnen', coverage: 0.8 },
      { omrade: 'norrby', coverage: 0.35 },
      { omrade: 'sodervik', coverage: 0.3 },
    ],
  },
  {
    key: 'foreningsradet',
    kind: 'forening',
    name: 'Föreningsrådet i Ekhamn',
    shortName: 'Föreningsrådet',
    prefix: null,
    forvaltning: null,
    omraden: [
      { omrade: 'norrby', coverage: 0.5 },
      { omrade: 'sodervik', coverage: 0.5 },
      { omrade: 'ekangen', coverage: 0.4 },
    ],
  },
]
