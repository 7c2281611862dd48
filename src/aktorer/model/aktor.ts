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

/** Bodies that are no part of the municipality's own administration. A company of its own is a legal person for itself. */
const OUTSIDE_KINDS: ReadonlySet<AktorKind> = new Set(['bolag', 'region', 'kommunalforbund', 'naringsliv', 'forening'])

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

/** The roles that can be held at a body: access follows the role, so one outside the municipality has only those that stand outside. */
export function rolesAt(kind: AktorKind): readonly Role[] {
  if (kind === 'polis') return ['polis']
  return OUTSIDE_KINDS.has(kind) ? ['privat-part'] : MUNICIPAL_ROLES
}

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
