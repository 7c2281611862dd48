import { createHash } from 'node:crypto'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { personNames } from '../aktorer/index.ts'
import { type Handling, handlingarById, type MaskadKopia, maskadeKopior } from '../handlingar/index.ts'
import type { Actor } from '../platform/access/index.ts'
import { historyOf } from '../platform/audit/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { maskPersonnummer } from '../platform/guard/personnummer.ts'
import { type PaketValue, publicReadme, readme, safeName, toXml } from './model/paket.ts'
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

/** Everything, for those inside and for the diary system; or what can be given out. */
export const PAKET_RENDERINGS = ['intern', 'offentlig'] as const
export type PaketRendering = (typeof PAKET_RENDERINGS)[number]

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
  rendering: PaketRendering = 'intern',
): Promise<PaketFile[]> {
  const { db, actor } = parts
  const isPublic = rendering === 'offentlig'
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
  const copies = await maskadeKopior(db, [...seen.keys()])
  const files: PaketFile[] = []
  const original = (path: string, sha256: string): void => {
    files.push({ path, sha256, isPacked: false, read: () => parts.files.read(sha256) })
  }
  const handlingar: PaketValue[] = []
  for (const { handlingId, nr } of numbered) {
    const handling = seen.get(handlingId)
    if (!handling) continue
    const copy = copies.get(handlingId)
    if (isPublic) {
      if (handling.state === 'arbetsmaterial') continue
      const { file, data } = publicHandling(nr, handling, copy)
      if (file) original(file.path, file.sha256)
      handlingar.push(data)
      continue
    }
    const { fileSha256 } = handling
    const path = fileSha256 === null ? null : `handlingar/${safeName(nr, handling.title, handling.fileName)}`
    if (path !== null && fileSha256 !== null) original(path, fileSha256)
    const copyPath = copy ? `maskerade/${safeName(nr, handling.title, copy.name)}` : null
    if (copy && copyPath) original(copyPath, copy.sha256)
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
      maskeradKopia: copy && copyPath ? { fil: copyPath, sha256: copy.sha256, av: copy.madeByName } : null,
      sekretessmarkering:
        handling.sekretess === null
          ? null
          : { bestammelse: handling.sekretess.provision, datum: handling.sekretess.on, myndighet: arende.ownerName },
    })
  }
  if (isPublic) return publicPaket(arende, files, handlingar, [...seen.values()])
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
  return withPapers(files, metadata, readme(arende))
}

/** The files with what stands about them: metadata twice, what the package is, and the sums of all of it. */
function withPapers(files: readonly PaketFile[], metadata: PaketValue, about: string): PaketFile[] {
  const text = (content: string) => new TextEncoder().encode(content)
  const all = [
    ...files,
    made('metadata.json', text(`${JSON.stringify(metadata, null, 2)}\n`)),
    made('metadata.xml', text(toXml('arendepaket', metadata))),
    made('README.txt', text(about)),
  ]
  const sums = all.map((file) => `${file.sha256}  ${file.path}\n`).join('')
  return [...all, made('kontrollsummor.sha256', text(sums))]
}

/**
 * A handling as it goes out: a marked one, or one with a personnummer, as its masked copy or without a file, and without what the
 * register leaves out. What is left has still to be tried by whoever gives it out.
 */
function publicHandling(nr: number, handling: Handling, copy: MaskadKopia | undefined) {
  const { sekretess } = handling
  const isGuarded = sekretess !== null || handling.hasPersonnummer
  const title = sekretess?.masksTitle ? null : maskPersonnummer(handling.title)
  const party = (value: string | null) => (sekretess?.masksParty || value === null ? null : maskPersonnummer(value))
  const sha256 = isGuarded ? (copy?.sha256 ?? null) : handling.fileSha256
  const path = `handlingar/${safeName(nr, title ?? 'maskerad', isGuarded ? (copy?.name ?? null) : handling.fileName)}`
  return {
    file: sha256 === null ? null : { path, sha256 },
    data: {
      nr,
      titel: title,
      riktning: handling.direction,
      lage: handling.state,
      lageDatum: handling.stateOn,
      ankomstdag: handling.receivedOn,
      avsandare: party(handling.sender),
      mottagare: party(handling.recipient),
      fil: sha256 === null ? null : path,
      sha256,
      arMaskerad: isGuarded && sha256 !== null,
      utelamnadMedBestammelse: isGuarded && sha256 === null ? (sekretess?.provision ?? 'personnummer') : null,
    },
  }
}

/** The ärende as it can be given out: allmänna handlingar only; no drafts, no history, no names of those who worked with it. */
function publicPaket(
  arende: Arende,
  files: readonly PaketFile[],
  handlingar: PaketValue[],
  seen: readonly Handling[],
): PaketFile[] {
  const isHidden = seen.some(({ sekretess }) => sekretess?.masksTitle || sekretess?.masksParty)
  const title = isHidden ? null : maskPersonnummer(arende.title)
  const metadata: PaketValue = {
    format: 'samsyn-arendepaket-offentlig-1',
    arende: {
      myndighet: arende.ownerName,
      diarienummer: arende.diarienummer,
      titel: title,
      motpart: isHidden ? null : maskPersonnummer(arende.counterpart),
      oppnat: arende.openedOn,
      lage: arende.state,
      avslutat: arende.closedOn,
    },
    handlingar,
  }
  return withPapers(files, metadata, publicReadme({ ...arende, title: title ?? 'Maskerad uppgift' }))
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
  const rows = (await historyOf(db, items, [], [], MAX_HISTORY)).filter((row) => row.act !== 'arende.export').reverse()
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
