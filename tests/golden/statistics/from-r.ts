import { execFileSync } from 'node:child_process'

/** What an R script prints as JSON – the data that come with R and its packages; null where R or the package is not at hand. */
export function fromR(script: string): unknown {
  try {
    return JSON.parse(execFileSync('Rscript', ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  } catch {
    return null
  }
}
