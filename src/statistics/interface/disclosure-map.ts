import { z } from 'zod'
import { type MapArea, mergeAreas } from '../disclosure-map.ts'
import { type MapSquare, splitSquares, squaresBesideUnits } from '../disclosure-squares.ts'
import { demand } from '../invalid.ts'
import { type Neighbours, neighboursOf } from '../neighbours.ts'
import { method } from './stat-method.ts'

export const disclosureMapMethod = method({
  name: 'disclosure-map',
  data: ['areas', 'points', 'reach'],
  paths: { x: 'points[].x', y: 'points[].y', 'neighbours.distance': 'reach' },
  about: [
    'Vilka områden och rutor kan visas på en karta utan att något litet antal röjs?',
    'Which areas and squares can be shown on a map without giving a small count away?',
  ],
  input: z.strictObject({
    areas: z
      .array(
        z.strictObject({
          name: z.string(),
          count: z.number().optional().describe('events; not where the points say their area'),
          x: z.number().optional().describe('a spot in the area, metres: for all areas or none'),
          y: z.number().optional(),
          neighbours: z.array(z.string()).optional().describe('names of the areas it borders on'),
        }),
      )
      .optional()
      .describe('joined with neighbours until each unit has 0 or at least k events'),
    reach: z
      .number()
      .optional()
      .describe('metres within which areas are neighbours, where they do not say theirs; else the four nearest are'),
    points: z
      .array(
        z.strictObject({
          x: z.number().describe('metres, SWEREF 99 TM'),
          y: z.number(),
          area: z.string().optional().describe('with areas: for all points or none'),
        }),
      )
      .optional(),
    square: z
      .strictObject({ minX: z.number(), minY: z.number(), size: z.number().describe('side in metres') })
      .optional()
      .describe('with points: split in four where each of the four has 0 or at least k events'),
    depth: z.number().default(6).describe('how many times a square may be split'),
    k: z.number().default(5).describe('counts from 1 to k − 1 are never shown'),
    mayNotShowZeros: z.boolean().default(false).describe('0 is not shown either; then areas or squares, not both'),
  }),
  output: z.object({
    units: z
      .array(
        z.object({
          areas: z.array(z.string()),
          count: z.number().nullable().describe('null where the whole map has too few'),
          isApart: z.boolean().describe('its parts do not touch'),
        }),
      )
      .nullable(),
    squares: z
      .array(
        z.object({
          minX: z.number(),
          minY: z.number(),
          size: z.number(),
          depth: z.number(),
          count: z
            .number()
            .nullable()
            .describe('null, only of the outermost: too few in all of it, or it would tell too much beside the units'),
        }),
      )
      .nullable(),
  }),
  csv: { field: 'points', required: ['x', 'y'], optional: ['area'], text: ['area'] },
  run: ({ areas, reach, points, square, depth, k, mayNotShowZeros }) => {
    const limits = { k, mayNotShowZeros }
    demand(areas !== undefined || square !== undefined, 'areas', undefined, [
      'areas, eller points och square',
      'areas, or points and square',
    ])
    demand((points !== undefined) === (square !== undefined) || areas !== undefined, 'points', points, [
      'points och square tillsammans',
      'points and square together',
    ])
    demand(!(mayNotShowZeros && areas && square), 'mayNotShowZeros', mayNotShowZeros, [
      'areas eller square, inte båda, där nollor inte får visas: utan områdenas gränser går det inte att veta vilka tomma delar som röjs',
      'areas or square, not both, where zeros are not shown: without the borders of areas it cannot be told which empty parts are given away',
    ])
    const areaOf = areas && points ? areasOfPoints(areas, points) : null
    const units = areas ? mergeAreas(counted(areas, areaOf), neighboursBetween(areas, reach), limits) : null
    if (!square) return { units, squares: null }
    demand(points !== undefined, 'points', undefined, ['punkter att dela upp', 'points to divide'])
    const x = Float64Array.from(points, (point) => point.x)
    const y = Float64Array.from(points, (point) => point.y)
    const { squares, of } = splitSquares(x, y, square, { ...limits, depth })
    if (!units || !areas || !areaOf) return { units, squares: squares.map(told) }
    const unitOf = new Map(units.flatMap((unit, u) => unit.areas.map((name) => [name, u] as const)))
    const ofPoint = areaOf.map((area) => unitOf.get(areas[area]?.name ?? '') as number)
    return { units, squares: squaresBesideUnits(squares, units, ofPoint, of, limits).map(told) }
  },
})

function told({ minX, minY, size, depth, count }: MapSquare): Omit<MapSquare, 'way'> {
  return { minX, minY, size, depth, count }
}

interface AreaInput {
  name: string
  count?: number | undefined
  x?: number | undefined
  y?: number | undefined
  neighbours?: string[] | undefined
}

/** The area of each point. */
function areasOfPoints(areas: readonly AreaInput[], points: readonly { area?: string | undefined }[]): number[] {
  const known = new Map(areas.map(({ name }, i) => [name, i]))
  return points.map(({ area }, p) => {
    const found = area === undefined ? undefined : known.get(area)
    demand(found !== undefined, `points[${p}].area`, area, [
      'namnet på ett av områdena',
      'the name of one of the areas',
    ])
    return found
  })
}

function counted(areas: readonly AreaInput[], areaOf: readonly number[] | null): MapArea[] {
  const counts = new Float64Array(areas.length)
  for (const area of areaOf ?? []) counts[area] = (counts[area] as number) + 1
  return areas.map(({ name, count, x, y }, i) => {
    demand((count === undefined) === (areaOf !== null), `areas[${i}].count`, count, [
      'ett antal, eller punkter som säger sitt område',
      'a count, or points that say their area',
    ])
    return {
      name,
      count: count ?? (counts[i] as number),
      ...(x !== undefined && { x }),
      ...(y !== undefined && { y }),
    }
  })
}

function neighboursBetween(areas: readonly AreaInput[], reach: number | undefined): Neighbours {
  const n = areas.length
  const isListed = areas.some(({ neighbours }) => neighbours !== undefined)
  if (isListed || n < 2) {
    const known = new Map(areas.map(({ name }, i) => [name, i]))
    const of = areas.map(({ neighbours = [] }, i) =>
      neighbours.map((name, at) => {
        const found = known.get(name)
        demand(found !== undefined, `areas[${i}].neighbours[${at}]`, name, ['ett områdes namn', 'the name of an area'])
        return found
      }),
    )
    return neighboursOf(new Float64Array(n), new Float64Array(n), { kind: 'list', of })
  }
  const spot = (axis: 'x' | 'y'): Float64Array =>
    Float64Array.from(areas, (area, i) => {
      const value = area[axis]
      demand(value !== undefined, `areas[${i}].${axis}`, value, [
        'en koordinat, eller neighbours',
        'a coordinate, or neighbours',
      ])
      return value
    })
  const rule =
    reach === undefined
      ? { kind: 'nearest' as const, k: Math.min(4, n - 1) }
      : { kind: 'band' as const, distance: reach }
  return neighboursOf(spot('x'), spot('y'), rule)
}
