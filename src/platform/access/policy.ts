import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, bodiesOf } from './actor.ts'

/**
 * Who may see a row, written once. `test` answers for one row in memory (`maySee`), `sql` is the same rule as a filter in a
 * list query; a property test holds them equal on random actors and rows. Build policies only from the pieces below.
 */
export interface Policy<Row> {
  test(actor: Actor, row: Row): boolean
  sql(actor: Actor): RawBuilder<SqlBool>
}

/** Open to everybody, signed in or not. */
export function everyone<Row>(): Policy<Row> {
  return { test: () => true, sql: () => sql<SqlBool>`true` }
}

/** The actor holds one of the roles somewhere. */
export function holdsRole<Row>(roles: readonly string[]): Policy<Row> {
  const has = (actor: Actor): boolean => bodiesOf(actor, roles).length > 0
  return { test: (actor) => has(actor), sql: (actor) => (has(actor) ? sql<SqlBool>`true` : sql<SqlBool>`false`) }
}

/** The row's value is one of those given. */
export function valueIs<Row>(
  read: (row: Row) => string,
  column: RawBuilder<unknown>,
  values: readonly string[],
): Policy<Row> {
  return {
    test: (_actor, row) => values.includes(read(row)),
    sql: () => sql<SqlBool>`${column} = any(${[...values]}::text[])`,
  }
}

/** The actor has a seat (with one of the roles, if given) at one of the row's bodies. `match` gets the actor's bodies as uuid[]. */
export function seatAt<Row>(
  read: (row: Row) => readonly string[],
  match: (bodies: RawBuilder<unknown>) => RawBuilder<SqlBool>,
  roles?: readonly string[],
): Policy<Row> {
  return {
    test: (actor, row) => {
      const bodies = bodiesOf(actor, roles)
      return read(row).some((body) => bodies.includes(body))
    },
    sql: (actor) => {
      const bodies = bodiesOf(actor, roles)
      return bodies.length === 0 ? sql<SqlBool>`false` : match(sql`${bodies}::uuid[]`)
    },
  }
}

export function anyOf<Row>(...policies: Policy<Row>[]): Policy<Row> {
  return {
    test: (actor, row) => policies.some((policy) => policy.test(actor, row)),
    sql: (actor) =>
      sql<SqlBool>`(${sql.join(
        policies.map((policy) => policy.sql(actor)),
        sql` or `,
      )})`,
  }
}

export function allOf<Row>(...policies: Policy<Row>[]): Policy<Row> {
  return {
    test: (actor, row) => policies.every((policy) => policy.test(actor, row)),
    sql: (actor) =>
      sql<SqlBool>`(${sql.join(
        policies.map((policy) => policy.sql(actor)),
        sql` and `,
      )})`,
  }
}
