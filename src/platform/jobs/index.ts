export { type Job, onArbetsdagar, runDueJobs, startLoop } from './jobs.ts'
