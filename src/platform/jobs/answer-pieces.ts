import { parentPort, workerData } from 'node:worker_threads'
import type { PieceAnswer, PieceQuestion } from './shared-job.ts'

/**
 * The worker's side of a shared job: makes the job of the task it was handed, once, and answers piece after piece.
 *
 * @param jobOf what is thrown by it, or by a part, is told instead of the part, as a plain object.
 */
export function answerPieces(jobOf: (task: unknown) => { part(from: number, to: number): unknown }): void {
  let job: ReturnType<typeof jobOf> | undefined
  parentPort?.on('message', ({ piece, from, to }: PieceQuestion) => {
    let answer: PieceAnswer
    try {
      job ??= jobOf(workerData)
      answer = { piece, part: job.part(from, to) }
    } catch (error) {
      // An error loses its own fields on the way between threads; an object does not.
      answer = { piece, error: error instanceof Error ? { ...error, name: error.name, message: error.message } : error }
    }
    parentPort?.postMessage(answer)
  })
}
