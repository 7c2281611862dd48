import type { Actor } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { type Gap, type GapRule, type Ref, type RefKind, visible } from '../platform/links/index.ts'
import { readText } from '../trygghetsprogram/index.ts'
import { findRemiss, isAnswered, listFragor, listInstanser, remissPolicy, tables } from './store.ts'
import { findSvar } from './svar-store.ts'
import { listSynpunkter, synpunkterById } from './synpunkt-store.ts'

export const remissKinds: RefKind[] = [
  {
    kind: 'remiss',
    order: 30,
    pluralKey: 'remiss.rail.remisser',
    describe: async (db, actor, ids) =>
      (
        await Promise.all(
          ids.map((id) =>
            visible(async () => {
              const remiss = await findRemiss(db, actor, id)
              return {
                id,
                title: remiss.title,
                href: `/remisser/${id}`,
                meta: `${remiss.diarienummer ?? ''} ${remiss.svarSenast ?? ''}`.trim(),
              }
            }),
          ),
        )
      ).flat(),
  },
  {
    kind: 'remissvar',
    order: 40,
    pluralKey: 'remiss.rail.svar',
    describe: async (db, actor, ids) =>
      (
        await Promise.all(
          ids.map((id) =>
            visible(async () => {
              const { svar, instans } = await findSvar(db, actor, id)
              return { id, title: instans.aktorName, href: `/remissvar/${id}`, meta: svar.receivedOn ?? '' }
            }),
          ),
        )
      ).flat(),
  },
  {
    kind: 'synpunkt',
    order: 50,
    pluralKey: 'remiss.rail.synpunkter',
    describe: async (db, actor, ids) =>
      (await synpunkterById(db, actor, ids)).map((synpunkt) => ({
        id: synpunkt.id,
        title: synpunkt.text.length > 60 ? `${synpunkt.text.slice(0, 60)}…` : synpunkt.text,
        href: `/remissvar/${synpunkt.svarId}#s-${synpunkt.ordinal}`,
        meta: synpunkt.aktorName,
      })),
  },
]

/** GLAPP-1: a body was asked, the reply period is over, and no reply has come. */
const instansUtanSvar: GapRule = {
  id: 'GLAPP-1',
  on: ['remiss', 'program_version'],
  find: async (db, ref, today, actor) => {
    const gaps: Gap[] = []
    for (const remiss of await remisserAt(db, actor, ref)) {
      if (remiss.status === 'utkast' || remiss.svar_senast === null || remiss.svar_senast >= today) continue
      for (const instans of await listInstanser(db, remiss.id)) {
        if (isAnswered(instans) || instans.lage === 'avstatt' || (instans.anstandTo ?? '') >= today) continue
        gaps.push({
          rule: 'GLAPP-1',
          key: 'glapp.instans-utan-svar',
          values: { instans: instans.aktorName, senast: instans.anstandTo ?? remiss.svar_senast },
          href: `/remisser/${remiss.id}`,
        })
      }
    }
    return gaps
  },
}

async function remisserAt(db: Db, actor: Actor, ref: Ref) {
  const column = ref.kind === 'remiss' ? 'remiss.id' : 'remiss.program_version_id'
  return tables(db)
    .selectFrom('remiss.remiss as remiss')
    .select(['remiss.id', 'remiss.status', 'remiss.svar_senast'])
    .where(column, '=', ref.id)
    .where(remissPolicy.sql(actor))
    .execute()
}

/** GLAPP-2: the remiss asks about a chapter, and no point of the reply is about it. */
const fragaUtanSynpunkt: GapRule = {
  id: 'GLAPP-2',
  on: ['remissvar'],
  find: async (db, ref) => {
    const row = await tables(db)
      .selectFrom('remiss.remissvar as svar')
      .innerJoin('remiss.remissinstans as i', 'i.id', 'svar.remissinstans_id')
      .innerJoin('remiss.remiss as r', 'r.id', 'i.remiss_id')
      .select(['r.id', 'r.program_version_id'])
      .where('svar.id', '=', ref.id)
      .executeTakeFirst()
    if (!row) return []
    const asked = (await listFragor(db, row.id)).filter((fraga) => fraga.avsnittId !== null)
    if (asked.length === 0) return []
    const text = await readText(db, row.program_version_id)
    const points = await listSynpunkter(db, ref.id)
    return asked.flatMap((fraga) => {
      const avsnitt = text.avsnitt.find((candidate) => candidate.id === fraga.avsnittId)
      if (!avsnitt) return []
      const passages = new Set(avsnitt.passages.map((passage) => passage.id))
      const isAnswered = points.some(({ ankare }) =>
        ankare.type === 'passage'
          ? passages.has(ankare.passageId)
          : ankare.type !== 'helheten' && ankare.avsnittId === avsnitt.id,
      )
      if (isAnswered) return []
      return [
        {
          rule: 'GLAPP-2',
          key: 'glapp.fraga-utan-synpunkt',
          values: { number: avsnitt.number, title: avsnitt.title },
          href: `/remissvar/${ref.id}/synpunkter/ny?avsnitt=${avsnitt.id}`,
        },
      ]
    })
  },
}

export const remissGapRules: GapRule[] = [instansUtanSvar, fragaUtanSynpunkt]
