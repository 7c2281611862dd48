export { type Job, onArbetsdagar, runDueJobs, startLoop } from './jobs.ts'
export { JobEnded, runSharedJob } from './shared-job.ts'
