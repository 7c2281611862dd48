import type { RefKind } from '../platform/links/index.ts'
import { plainText } from '../platform/text/index.ts'

import { listVersions, passageThroughVersions } from './store.ts'

/** The beginning of the thread: the text, and its addressable pieces. */
export const programKinds: RefKind[] = [
  {
    kind: 'program_version',
    order: 10,
    pluralKey: 'program.rail.versions',
    describe: async (db, actor, ids) =>
      (await listVersions(db, actor))
        .filter((version) => ids.includes(version.id))
        .map((version) => ({
          id: version.id,
          title: version.title,
          href: `/programmet/versioner/${version.id}`,
          meta: `version ${version.nr}`,
        })),
  },
  {
    kind: 'passage',
    order: 20,
    within: 'program_version',
    pluralKey: 'program.rail.passages',
    describe: async (db, actor, ids) => {
      const labels = []
      for (const id of ids) {
        const latest = (await passageThroughVersions(db, actor, id)).at(-1)
        if (!latest) continue
        const text = plainText(latest.passage.blocks)
        labels.push({
          id,
          title: latest.passage.number,
          href: `/programmet/versioner/${latest.version.id}/passager/${id}`,
          meta: text.length > 60 ? `${text.slice(0, 60)}…` : text,
        })
      }
      return labels
    },
  },
]
