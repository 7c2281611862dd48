import { setFlagsFromString } from 'node:v8'
import { answerPieces } from './platform/jobs/answer-pieces.ts'
import { pieceworkOf } from './statistics/heavy-jobs.ts'

// A thread may be ended while V8 still compiles its WebAssembly a second time, in the background, and then the process can go with it: once is enough.
setFlagsFromString('--no-liftoff')

/** A thread that computes parts of a heavy analysis: the task names the method and holds its input. */
answerPieces((task) => {
  const { method, job } = task as { method: string; job: unknown }
  return pieceworkOf(method, job)
})
