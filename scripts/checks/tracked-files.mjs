import { execFileSync } from 'node:child_process'
import { readdirSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const NEVER_AT_TOP = new Set(['node_modules', '.git', 'dist', 'data'])

/**
 * The repository's files as paths with forward slashes: those git tracks and those it would track (so that a check also sees
 * a file before its first commit). A folder that is no repository of its own, as in the tests, is simply walked.
 * @param {string} rootDir
 * @returns {string[]}
 */
export function trackedFiles(rootDir) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: rootDir, encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    if (realpathSync(git('rev-parse', '--show-toplevel').trim()) === realpathSync(rootDir)) {
      const listed = git('ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean)
      const deleted = new Set(git('ls-files', '-z', '--deleted').split('\0'))
      return [...new Set(listed)].filter((path) => !deleted.has(path)).sort()
    }
  } catch {
    // No git, or no repository here: walk.
  }
  const walk = (dir) =>
    readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
      if (dir === rootDir && NEVER_AT_TOP.has(entry.name)) return []
      const path = join(dir, entry.name)
      return entry.isDirectory() ? walk(path) : entry.isFile() ? [relative(rootDir, path).split(sep).join('/')] : []
    })
  return walk(rootDir).sort()
}
