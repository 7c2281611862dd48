/** In which form a body answers. Companies decide in their board; a party outside answers as itself. */
export const SVAR_FORMS = [
  'namndbeslut',
  'kontorsyttrande',
  'delegationsbeslut',
  'ordforandebeslut',
  'styrelsebeslut',
  'gemensamt_svar',
  'externt_yttrande',
] as const
export type SvarForm = (typeof SVAR_FORMS)[number]

/** The forms that a body of the kind can answer in, the usual one first. No rule of kommunallagen is put on a company or a party outside. */
export function formsFor(aktorKind: string): readonly SvarForm[] {
  if (aktorKind === 'bolag') return ['styrelsebeslut', 'gemensamt_svar']
  if (
    aktorKind === 'kommunfullmaktige' ||
    aktorKind === 'kommunstyrelse' ||
    aktorKind === 'facknamnd' ||
    aktorKind === 'stadsdelsnamnd'
  ) {
    return ['namndbeslut', 'kontorsyttrande', 'delegationsbeslut', 'ordforandebeslut', 'gemensamt_svar']
  }
  return ['externt_yttrande', 'gemensamt_svar']
}

/** The forms that rest on a decision with a day of its own. */
export function needsBeslutsdag(form: SvarForm): boolean {
  return form !== 'kontorsyttrande' && form !== 'externt_yttrande'
}

/** Whose opinion a point is. A committee that decides takes over its administration's points; a minority's stand beside them. */
export const SYNPUNKT_SOURCES = ['forvaltningen', 'namnden', 'minoritet'] as const
export type SynpunktSource = (typeof SYNPUNKT_SOURCES)[number]
