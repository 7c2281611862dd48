import { spawn } from 'node:child_process'

/**
 * Starts a shell script that gets this process's end of a pipe as its stdin. What stands after `cat >/dev/null` in it happens when
 * the test run ends – also when it fails, is interrupted or is killed. (In a session of its own, so that Ctrl-C does not reach it
 * before it has done that.) Gives the function that ends it and waits until it has done its work.
 */
export function lifeline(
  script: string,
  options: { cwd?: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number },
): () => Promise<void> {
  const child = spawn('sh', ['-c', script], { ...options, detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  return () => {
    child.stdin?.end()
    return ended
  }
}
