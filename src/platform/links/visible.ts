import { NotFound } from '../errors/index.ts'

/** One item, or none when it is not there for the actor: a rail leaves out what may not be seen. */
export async function visible<T>(work: () => Promise<T>): Promise<T[]> {
  try {
    return [await work()]
  } catch (error) {
    if (error instanceof NotFound) return []
    throw error
  }
}
