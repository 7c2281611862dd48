import { createHash } from 'node:crypto'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { personNames } from '../aktorer/index.ts'
import { handlingarById } from '../handlingar/index.ts'
import type { Actor } from '../platform/access/index.ts'
import { historyOf } from '../platform/audit/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { type PaketValue, readme, safeName, toXml } from './model/paket.ts'
import { type Arende, handlingIdsOf } from './store.ts'
import { listUtlatanden, listUtlatandeVersions, type Utlatande } from './utlatande-store.ts'

/** Draws an utlåtande as PDF/A. How a statement becomes a document a later slice knows, so it is handed in where all meet. */
export type RenderUtlatande = (utlatande: Utlatande) => Promise<Uint8Array>

/** One file of the package. Its bytes are read when their turn comes, so that only one original at a time is in memory. */
export interface PaketFile {
  path: string
  sha256: string
  isPacked: boolean
  read(): Uint8Array
}

const MAX_HISTORY = 10_000

function made(path: string, bytes: Uint8Array): PaketFile {
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), isPacked: true, read: () => bytes }
}

/**
 * The whole ärende as files, the same for the same ärende: originals under numbered names, utlåtanden as PDF/A, metadata, history,
 * README, checksums. That it has been exported before is left out, or no two packages would be alike.
 */
export async function paketFiles(
  parts: { db: Db; actor: Actor; files: FileStore; render: RenderUtlatande },
  arende: Arende,
): Promise<PaketFile[]> {
  const { db, actor } = parts
  const numbered = await handlingIdsOf(db, arende.id)
  const seen = new Map(
    (
      await handlingarById(
        db,
        actor,
        numbered.map((row) => row.handlingId),
      )
    ).map((one) => [one.id, one]),
  )
  const files: PaketFile[] = []
  const handlingar: PaketValue[] = []
  for (const { handlingId, nr } of numbered) {
    const handling = seen.get(handlingId)
    if (!handling) continue
    const { fileSha256 } = handling
    const path = fileSha256 === null ? null : `handlingar/${safeName(nr, handling.title, handling.fileName)}`
    if (path !== null && fileSha256 !== null)
      files.push({ path, sha256: fileSha256, isPacked: false, read: () => parts.files.read(fileSha256) })
    handlingar.push({
      nr,
      titel: handling.title,
      riktning: handling.direction,
      lage: handling.state,
      lageDatum: handling.stateOn,
      grund: handling.ground,
      ankomstdag: handling.receivedOn,
      avsandare: handling.sender,
      mottagare: handling.recipient,
      fil: path,
      ursprungligtFilnamn: handling.fileName,
      medietyp: handling.mediaType,
      sha256: fileSha256,
      finnsPaPapper: handling.isOnPaper,
      sekretessmarkering:
        handling.sekretess === null
          ? null
          : { bestammelse: handling.sekretess.provision, datum: handling.sekretess.on, myndighet: arende.ownerName },
    })
  }
  const utlatanden: PaketValue[] = []
  const statements = await listUtlatanden(db, actor, { arendeId: arende.id })
  for (const [at, utlatande] of statements.entries()) {
    const file = made(`utlatanden/${safeName(at + 1, utlatande.text.title, 'u.pdf')}`, await parts.render(utlatande))
    files.push(file)
    utlatanden.push(await utlatandeData(db, utlatande, file))
  }
  const metadata: PaketValue = {
    format: 'samsyn-arendepaket-1',
    arende: {
      myndighet: arende.ownerName,
      diarienummer: arende.diarienummer,
      titel: arende.title,
      motpart: arende.counterpart,
      motpartensDiarienummer: arende.counterpartDiarienummer,
      oppnat: arende.openedOn,
      lage: arende.state,
      avslutat: arende.closedOn,
      handlaggare: arende.handlaggareName,
    },
    handlingar,
    utlatanden,
    historik: await historyData(db, [
      { kind: 'arende', id: arende.id },
      ...[...seen.keys()].map((id) => ({ kind: 'handling', id })),
      ...statements.map(({ id }) => ({ kind: 'utlatande', id })),
    ]),
  }
  const text = (content: string) => new TextEncoder().encode(content)
  files.push(
    made('metadata.json', text(`${JSON.stringify(metadata, null, 2)}\n`)),
    made('metadata.xml', text(toXml('arendepaket', metadata))),
    made('README.txt', text(readme(arende))),
  )
  const sums = files.map((file) => `${file.sha256}  ${file.path}\n`).join('')
  return [...files, made('kontrollsummor.sha256', text(sums))]
}

async function utlatandeData(db: Db, utlatande: Utlatande, file: PaketFile): Promise<PaketValue> {
  const versions = await listUtlatandeVersions(db, utlatande.id)
  return {
    titel: utlatande.text.title,
    lage: utlatande.state,
    version: utlatande.nr,
    fil: file.path,
    sha256: file.sha256,
    versioner: versions.map((version) => ({
      nr: version.nr,
      av: version.madeByName,
      tid: version.madeAt.toISOString(),
      allmanSedan: version.allmanOn,
      // What was kept at rensning is part of the record with its words.
      text: version.allmanOn !== null && version.nr !== utlatande.nr ? JSON.stringify(version.text) : null,
    })),
  }
}

async function historyData(db: Db, items: { kind: string; id: string }[]): Promise<PaketValue> {
  const rows = (await historyOf(db, items, [], MAX_HISTORY)).filter((row) => row.act !== 'arende.export').reverse()
  const names = await personNames(db, [...new Set(rows.flatMap((row) => row.actorId ?? []))])
  return rows.map((row) => ({
    logg: Number(row.seq),
    tid: row.at.toISOString(),
    handelse: row.act,
    vem: row.actorId === null ? null : (names.get(row.actorId) ?? null),
  }))
}

/** All entries carry this time, or the bytes would differ from one day to the next. Local, since the format has no zone. */
const NO_TIME = new Date(1980, 0, 1)

/** The files as a ZIP, made while it is read: nothing is held but the file that is being written. */
export function zipStream(files: readonly PaketFile[]): ReadableStream<Uint8Array> {
  let at = 0
  let zip: Zip
  return new ReadableStream<Uint8Array>({
    start(controller) {
      zip = new Zip((error, chunk, isLast) => {
        if (error) return controller.error(error)
        if (chunk.length > 0) controller.enqueue(chunk)
        if (isLast) controller.close()
      })
    },
    pull() {
      const file = files[at++]
      if (!file) return zip.end()
      const entry = file.isPacked ? new ZipDeflate(file.path, { level: 6 }) : new ZipPassThrough(file.path)
      entry.mtime = NO_TIME
      zip.add(entry)
      entry.push(file.read(), true)
    },
    cancel() {
      zip.terminate()
    },
  })
}
