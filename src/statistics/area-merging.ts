import { demand } from './invalid.ts'

/** An area, or a group of areas, and the group that it is a part of. */
export interface AreaLink {
  area: string
  into: string
}

export interface ReportedArea {
  /** An area, or the group that it was merged into. */
  name: string
  areas: string[]
  isMerged: boolean
}

/**
 * Which areas are reported on their own, and which as a group. The rule is fixed before anybody looks at an answer: an area with too small a base is reported as its group,
 * and so are all other areas of the group (else the small one is what is left when the others are taken away); a group that is still too small goes up to its own
 * group, where it has one. What the base is, `sizeOf` says, and it must not know the answers.
 *
 * @param areas in any order. @param links the hierarchy given in advance. @throws StatisticsInvalid where it goes in a circle or an area has two groups.
 */
export function mergeUp(
  areas: readonly string[],
  links: readonly AreaLink[],
  least: number,
  sizeOf: (areas: readonly string[]) => number,
): ReportedArea[] {
  const parents = parentsOf(links)
  demandNoOverlap(areas, parents)
  /** What each area is reported as, for now; merging only ever goes up, so the end is the same in whatever order. */
  const reported = new Map(areas.map((area) => [area, area]))
  for (;;) {
    const units = unitsOf(reported)
    const small = [...units].find(([name, members]) => parents.has(name) && sizeOf(members) < least)
    if (!small) {
      const merged = [...units].map(([name, members]) => ({
        name,
        areas: members.sort(),
        isMerged: members.length > 1 || members[0] !== name,
      }))
      return merged.sort((a, b) => (a.name < b.name ? -1 : 1))
    }
    const group = parents.get(small[0]) as string
    for (const [area, name] of reported) if (isUnder(name, group, parents)) reported.set(area, group)
  }
}

function parentsOf(links: readonly AreaLink[]): Map<string, string> {
  const parents = new Map<string, string>()
  links.forEach(({ area, into }, i) => {
    const known = parents.get(area)
    demand(known === undefined || known === into, `hierarchy[${i}].into`, into, [
      `samma grupp som förut för ${area} (${known})`,
      `the same group as before for ${area} (${known})`,
    ])
    parents.set(area, into)
  })
  links.forEach(({ area }, i) => {
    const seen = new Set<string>()
    for (let at: string | undefined = area; at !== undefined; at = parents.get(at)) {
      demand(!seen.has(at), `hierarchy[${i}].into`, at, ['en grupp ovanför, ingen cirkel', 'a group above, no circle'])
      seen.add(at)
    }
  })
  return parents
}

/** An area with answers of its own that is also a group would be counted twice. */
function demandNoOverlap(areas: readonly string[], parents: ReadonlyMap<string, string>): void {
  const groups = new Set(parents.values())
  for (const area of areas)
    demand(!groups.has(area), 'hierarchy', area, [
      'grupper som inte själva är ett område med svar',
      'groups that are no area with answers themselves',
    ])
}

function unitsOf(reported: ReadonlyMap<string, string>): Map<string, string[]> {
  const units = new Map<string, string[]>()
  for (const [area, name] of reported) units.set(name, [...(units.get(name) ?? []), area])
  return units
}

function isUnder(name: string, group: string, parents: ReadonlyMap<string, string>): boolean {
  for (let at: string | undefined = name; at !== undefined; at = parents.get(at)) if (at === group) return true
  return false
}
