import { StatisticsInvalid } from '../invalid.ts'

/** Names of a library function's arguments, and what they are of the input: `counts` of `areas[].count`. */
export type InputPaths = Readonly<Record<string, string>>

/** Runs work and tells what is wrong by the names of the input, not by those of the function that found it. */
export function byInputPaths<Result>(paths: InputPaths | undefined, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!paths || !(error instanceof StatisticsInvalid)) throw error
    const path = inputPath(error.path, paths)
    throw path === error.path ? error : new StatisticsInvalid(path, error.value, error.expected)
  }
}

/** `counts[3]` as `areas[3].count`, and `counts` alone as `areas`. */
export function inputPath(path: string, paths: InputPaths): string {
  const [, name = '', index, rest = ''] = /^([\w.]+)(?:\[(\d+)\])?(.*)$/s.exec(path) ?? []
  const given = paths[name]
  if (given === undefined) return path
  const [rows, field] = given.split('[]') as [string, string | undefined]
  if (field === undefined) return `${given}${index === undefined ? '' : `[${index}]`}${rest}`
  return index === undefined ? rows : `${rows}[${index}]${field}${rest}`
}
