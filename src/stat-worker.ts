import { answerPieces } from './platform/jobs/answer-pieces.ts'
import { pieceworkOf } from './statistics/heavy-jobs.ts'

/** A thread that computes parts of a heavy analysis: the task names the method and holds its input. */
answerPieces((task) => {
  const { method, job } = task as { method: string; job: unknown }
  return pieceworkOf(method, job)
})
