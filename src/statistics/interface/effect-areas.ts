import { z } from 'zod'

/** What the counts of an area are divided by. */
export const weight = z.number().default(1).describe('area or population that the counts are divided by')

/** The areas of a measure and what else its effect and its power are told by. */
export function effectAreas<Area extends z.ZodType>(area: Area) {
  return {
    treated: area,
    control: area,
    displacementTreated: area.optional().describe('ring around the treated area'),
    displacementControl: area.optional().describe('ring around the control area'),
    level: z.number().default(0.95),
    history: z.array(z.number()).default([]).describe('at least 8 earlier periods of the treated area, of one length'),
  }
}

/** What of them is data, of both methods; the rest is chosen. */
export const EFFECT_DATA = ['treated', 'control', 'displacementTreated', 'displacementControl', 'history'] as const
