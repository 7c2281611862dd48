import { v7, validate } from 'uuid'

/** Ids are made by the application (UUIDv7), so that an act knows its ids before it writes and rows sort by time. */
export function newId(): string {
  return v7()
}

/** Ids come in through addresses and forms; anything else must never reach the database as a `uuid`. */
export function isId(text: string | null | undefined): text is string {
  return typeof text === 'string' && validate(text)
}
