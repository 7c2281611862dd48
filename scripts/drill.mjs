import { runBundled } from './run-bundled.mjs'

/** `npm run drill`: no acknowledged act is lost when the process dies, on both databases. */
await runBundled('drill')
