import { runBundled } from './run-bundled.mjs'

/** `npm run simulate [-- METHOD …]`: every method of analysis on worlds where nothing has happened, and where something has. */
await runBundled('simulate/simulate')
