import { sql } from 'kysely'
import { type Actor, anonymous } from '../access/index.ts'
import { type Db, newId, type Trx } from '../db/index.ts'

/** Any item of the threads: a passage, a remiss, a synpunkt … `version` where the link is to one version of it. */
export interface Ref {
  kind: string
  id: string
  version?: number | null
}

/** How an item is named in the rail, as the actor may see it. */
export interface RefLabel {
  id: string
  title: string
  href: string
  meta?: string
}

/** A kind of item, registered by its slice: where it stands in the thread and how it is named. */
export interface RefKind {
  kind: string
  /** Position in the thread, from its beginning (the text) to its end. */
  order: number
  /**
   * The kind of item that this one is part of, where that decides who may know what is done to it: a passage keeps its id through all
   * versions, and what is done to it in a draft is the draft's. The acts name it in the entry's `also`.
   */
  within?: string
  /** Text key of the plural, used with `{n}`: `remiss.rail.synpunkter`. */
  pluralKey: string
  /** Labels for those of `ids` that the actor may see; the others are left out. */
  describe(db: Db, actor: Actor, ids: string[]): Promise<RefLabel[]>
}

/** A link that should exist and does not. */
export interface Gap {
  rule: string
  /** Text key and values of the sentence that says what is missing. */
  key: string
  values: Record<string, string | number>
  href: string
}

/** Finds one kind of gap around an item; declared in the slice's `links.ts`. */
export interface GapRule {
  id: string
  /** The kinds of item on whose page the gap is shown. */
  on: readonly string[]
  /** Only gaps at items that the actor may see: a gap names who has not answered. */
  find(db: Db, ref: Ref, today: string, actor: Actor): Promise<Gap[]>
}

/** All kinds and gap rules of the program. `wiring.ts` fills it, once. */
export class LinkRegistry {
  private readonly kinds = new Map<string, RefKind>()
  private readonly rules: GapRule[] = []

  addKind(kind: RefKind): void {
    if (this.kinds.has(kind.kind)) throw new Error(`the kind ${kind.kind} is registered twice`)
    this.kinds.set(kind.kind, kind)
  }

  addRule(rule: GapRule): void {
    if (this.rules.some((known) => known.id === rule.id)) throw new Error(`the gap rule ${rule.id} is registered twice`)
    this.rules.push(rule)
  }

  kindOf(kind: string): RefKind | undefined {
    return this.kinds.get(kind)
  }

  /** Every gap at an item. Gaps never stop a draft; what leaves the house lists them first. */
  async gate(db: Db, ref: Ref, today: string, actor: Actor = anonymous): Promise<Gap[]> {
    const gaps: Gap[] = []
    for (const rule of this.rules) {
      if (rule.on.includes(ref.kind)) gaps.push(...(await rule.find(db, ref, today, actor)))
    }
    return gaps
  }
}

/** Writes one link, inside the act's transaction. The same link twice is one link. */
export async function link(trx: Trx, from: Ref, relation: string, to: Ref, at: Date): Promise<void> {
  await trx
    .insertInto('platform.edge')
    .values({
      id: newId(),
      from_kind: from.kind,
      from_id: from.id,
      from_version: from.version ?? null,
      relation,
      to_kind: to.kind,
      to_id: to.id,
      to_version: to.version ?? null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['from_kind', 'from_id', 'relation', 'to_kind', 'to_id']).doNothing())
    .execute()
}

/** Takes away the links that start at an item (its anchor was moved, or the draft was removed). */
export async function unlink(trx: Trx, from: Ref, relation?: string): Promise<void> {
  let query = trx.deleteFrom('platform.edge').where('from_kind', '=', from.kind).where('from_id', '=', from.id)
  if (relation) query = query.where('relation', '=', relation)
  await query.execute()
}

/** One step of the rail: the items of one kind that hang together with the current one. */
export interface RailStep {
  kind: string
  pluralKey: string
  items: RefLabel[]
  isCurrent: boolean
}

export interface Rail {
  steps: RailStep[]
  gaps: Gap[]
}

const MAX_DEPTH = 3

/**
 * The thread through one item, up and down: what is reached in at most three links, in the thread's order, as far as the actor
 * may see. The walk never turns round into side branches: going up it takes only kinds above the item, going down only kinds
 * below, and each kind only at the distance where it is first met – from a synpunkt one sees its passage, its reply and the
 * remiss, not every other synpunkt in that reply.
 */
export async function railFor(registry: LinkRegistry, db: Db, actor: Actor, ref: Ref, today: string): Promise<Rail> {
  const found = new Map<string, Set<string>>([[ref.kind, new Set([ref.id])]])
  const orderOf = (kind: string): number => registry.kindOf(kind)?.order ?? 0
  for (const direction of [-1, 1]) {
    let frontier: Ref[] = [ref]
    for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth++) {
      const reached = new Map<string, Ref>()
      for (const [, to] of await neighbours(db, frontier)) {
        if (Math.sign(orderOf(to.kind) - orderOf(ref.kind)) !== direction || found.has(to.kind)) continue
        reached.set(`${to.kind} ${to.id}`, to)
      }
      frontier = [...reached.values()]
      for (const to of frontier) found.set(to.kind, (found.get(to.kind) ?? new Set<string>()).add(to.id))
    }
  }
  const steps: RailStep[] = []
  for (const [kind, ids] of [...found].sort(([a], [b]) => orderOf(a) - orderOf(b))) {
    const registered = registry.kindOf(kind)
    if (!registered) continue
    const items = await registered.describe(db, actor, [...ids])
    if (items.length > 0) steps.push({ kind, pluralKey: registered.pluralKey, items, isCurrent: kind === ref.kind })
  }
  return { steps, gaps: await registry.gate(db, ref, today, actor) }
}

async function neighbours(db: Db, refs: Ref[]): Promise<[Ref, Ref][]> {
  const ids = refs.map((ref) => ref.id)
  const rows = await db
    .selectFrom('platform.edge')
    .select(['from_kind', 'from_id', 'to_kind', 'to_id'])
    .where((where) =>
      where.or([sql<boolean>`from_id = any(${ids}::uuid[])`, sql<boolean>`to_id = any(${ids}::uuid[])`]),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const known = new Set(refs.map((ref) => `${ref.kind} ${ref.id}`))
  const pairs: [Ref, Ref][] = []
  for (const row of rows) {
    const from = { kind: row.from_kind, id: row.from_id }
    const to = { kind: row.to_kind, id: row.to_id }
    if (known.has(`${from.kind} ${from.id}`)) pairs.push([from, to])
    if (known.has(`${to.kind} ${to.id}`)) pairs.push([to, from])
  }
  return pairs
}
