import { runBundled } from './run-bundled.mjs'

/**
 * `npm run bench`: every figure is a ratio beside a peer or a limit, measured in the same run. Exit 1 when a limit is missed.
 * `npm run bench -- statistics`: the analyses alone.
 */
if (process.argv[2] === 'statistics') await runBundled('statistics')
else await runBundled('bench', 'remiss-list', 'reminders', 'people')
