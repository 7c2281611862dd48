import { sendCorpus } from './send-corpus.ts'

/** All of it, `npm run corpus`: every value into every field of every form. */
sendCorpus(1)
