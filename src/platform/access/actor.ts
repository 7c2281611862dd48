/** A role held at a body. Roles and bodies are the slices' words; the platform only compares them. */
export interface Seat {
  role: string
  aktorId: string
}

/** Who is asking. Seats are those valid today. */
export interface Actor {
  id: string | null
  name: string
  title: string
  seats: Seat[]
  /** Through what it comes, when it is no person with a session; the log says it. */
  via?: string
}

export const anonymous: Actor = { id: null, name: '', title: '', seats: [] }

/** The bodies where the actor holds one of the roles (any role when none are given). */
export function bodiesOf(actor: Actor, roles?: readonly string[]): string[] {
  return actor.seats.filter((seat) => !roles || roles.includes(seat.role)).map((seat) => seat.aktorId)
}
