/** Kinds of body (aktör): the municipality's own, and those it works with. */
export const AKTOR_KINDS = [
  'kommunfullmaktige',
  'kommunstyrelse',
  'facknamnd',
  'stadsdelsnamnd',
  'bolag',
  'polis',
  'region',
  'kommunalforbund',
  'naringsliv',
  'forening',
] as const
export type AktorKind = (typeof AKTOR_KINDS)[number]

/** The ten roles. A role is held at a body, for a time. */
export const ROLES = [
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
export type Role = (typeof ROLES)[number]

/** Roles in the municipality's own organisation; police and private parties stand outside. */
export const MUNICIPAL_ROLES = ROLES.filter((role) => role !== 'polis' && role !== 'privat-part')

/** Roles of those who prepare and write at a body that is asked. */
export const WRITING_ROLES = [
  'handlaggare',
  'stadsdelssamordnare',
  'polis',
  'privat-part',
] as const satisfies readonly Role[]

export interface Aktor {
  id: string
  kind: AktorKind
  name: string
  shortName: string
  /** What its diary numbers begin with (`AMN`), where it has a diary of its own that is known. */
  prefix: string | null
  forvaltning: string | null
  /** Its funktionsbrevlåda: what is for the body as such goes there. */
  email: string | null
  validFrom: string
  validTo: string | null
}

/** Bodies under the law of public records: their ärenden have diary numbers. Companies and associations may lack one. */
export function hasDiary(kind: AktorKind): boolean {
  return kind !== 'bolag' && kind !== 'naringsliv' && kind !== 'forening'
}
