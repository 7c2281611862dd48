import type { Refusal } from '../errors/index.ts'
import type { Actor, Seat } from './actor.ts'

/**
 * Workflow as data. A process is a table: for every act in which states it may be done, by which roles standing in which
 * relation to the item, what state comes next, and what must be complete. Buttons, refusals, the access tests and the diagrams
 * in docs/process/ are all read from it.
 */
export interface Act<State extends string, Relation extends string, Role extends string> {
  from: readonly State[]
  /** The next state; several when the act itself decides which (each with its condition in `toWhen`). */
  to: readonly State[] | 'same'
  by: readonly { relation: Relation; roles: readonly Role[] }[]
  /** Names of what must be complete; the text keys are `<process>.missing.<name>`. */
  requires?: readonly string[]
  /** The act asks for a written reason. */
  needsReason?: boolean
  /** The paragraph or practice it rests on, for the table in docs/process/. */
  rests?: string
}

export interface Process<
  State extends string = string,
  Relation extends string = string,
  Role extends string = string,
  Name extends string = string,
> {
  name: string
  states: readonly State[]
  initial: State
  final: readonly State[]
  relations: readonly Relation[]
  /** Moves that an act of another process makes in the same transaction; for the diagram. */
  elsewhere?: readonly { from: State; to: State; act: string }[]
  acts: { readonly [K in Name]: Act<State, Relation, Role> }
}

/** Gives a table its precise types and refuses one that names an unknown state or relation. */
export function defineProcess<const P extends Process>(process: P): P {
  const demand = (kind: 'state' | 'relation', known: readonly string[], name: string, where: string): void => {
    if (!known.includes(name)) throw new Error(`${where} names the unknown ${kind} ${name}`)
  }
  for (const state of [process.initial, ...process.final]) demand('state', process.states, state, process.name)
  for (const [name, act] of Object.entries(process.acts)) {
    const where = `${process.name}.${name}`
    for (const state of [...act.from, ...(act.to === 'same' ? [] : act.to)])
      demand('state', process.states, state, where)
    for (const { relation } of act.by) demand('relation', process.relations, relation, where)
  }
  return process
}

/** What is known of an item when an act is asked for: its state and which bodies stand in which relation to it. */
export interface Situation<Relation extends string = string> {
  state: string
  bodies: { readonly [R in Relation]?: readonly string[] }
  /** Names from `requires` that are not yet complete. */
  missing?: readonly string[]
}

export type Verdict = { allowed: true; seat: Seat; next: string[] | 'same' } | { allowed: false; refusal: Refusal }

/** May the actor do the act in this situation, in which seat, and if not: why? Pure; pages and acts ask the same question. */
export function judge<P extends Process>(
  process: P,
  name: keyof P['acts'] & string,
  actor: Actor,
  situation: Situation,
): Verdict {
  const act = process.acts[name]
  const full = `${process.name}.${name}`
  const refuse = (reason: Refusal['reason'], more: Partial<Refusal> = {}): Verdict => ({
    allowed: false,
    refusal: { act: full, reason, ...more },
  })
  if (!act) throw new Error(`no act ${full}`)
  if (actor.id === null) return refuse('not-signed-in')
  const seat = findSeat(act, actor, situation)
  if (!seat) {
    const hasRole = act.by.some(({ roles }) => actor.seats.some((held) => roles.includes(held.role)))
    return refuse(hasRole ? 'relation' : 'role')
  }
  if (!act.from.includes(situation.state)) return refuse('step', { values: { state: situation.state } })
  const missing = (act.requires ?? []).filter((requirement) => situation.missing?.includes(requirement))
  if (missing.length > 0) {
    return refuse('incomplete', { missing: missing.map((requirement) => `${process.name}.missing.${requirement}`) })
  }
  return { allowed: true, seat, next: act.to === 'same' ? 'same' : [...act.to] }
}

function findSeat(act: Act<string, string, string>, actor: Actor, situation: Situation): Seat | undefined {
  for (const { relation, roles } of act.by) {
    const bodies = situation.bodies[relation] ?? []
    const seat = actor.seats.find((held) => roles.includes(held.role) && bodies.includes(held.aktorId))
    if (seat) return seat
  }
  return undefined
}
