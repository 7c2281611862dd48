/** [MS-CFB] 2.1: what a place in a chain says when it is no next sector. */
const END_OF_CHAIN = 0xfffffffe
const NO_ENTRY = 0xffffffff
const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
/** Sectors of the table that stand in the header itself; the rest are in a chain of their own. */
const IN_HEADER = 109
const ENTRY_SIZE = 128
/** Streams shorter than this lie in the mini stream. */
const MINI_CUTOFF = 4096
/** More entries, or folders inside folders, than any mail of a person has. */
const MAX_ENTRIES = 50_000
const MAX_DEPTH = 64

/** The file cannot be what it says: a chain that turns back or leads out of it, a tree with a circle. */
class Unsound extends Error {}

function demand(isTrue: boolean): asserts isTrue {
  if (!isTrue) throw new Unsound()
}

/**
 * Is this a compound file (OLE2: .msg and the old formats of Office) that a reader can walk through and come out of? Readers follow the
 * chains of sectors as they stand; in a file built to harm, a chain leads back into itself and the reader never ends, or a stream says
 * that it is two gigabytes. Here every sector may belong to one chain only, every stream must lie in the file, and every entry hangs
 * in one place. Linear in the size of the file.
 */
export function isSoundCompoundFile(bytes: Uint8Array): boolean {
  try {
    checkCompoundFile(bytes)
    return true
  } catch (error) {
    if (error instanceof Unsound || error instanceof RangeError) return false
    throw error
  }
}

interface Table {
  /** The sector after one, or END_OF_CHAIN; throws for one that the table does not know. */
  next(sector: number): number
  seen: Set<number>
}

/** The sectors of a chain, each taken so that no other chain may have it. */
function chain(table: Table, start: number, count: number): number[] {
  const sectors: number[] = []
  for (let at = start; at !== END_OF_CHAIN; at = table.next(at)) {
    demand(at < count && !table.seen.has(at))
    table.seen.add(at)
    sectors.push(at)
  }
  return sectors
}

function checkCompoundFile(bytes: Uint8Array): void {
  demand(bytes.length >= 512 && MAGIC.every((byte, at) => bytes[at] === byte))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const u32 = (at: number): number => view.getUint32(at, true)
  const shift = view.getUint16(30, true)
  demand((shift === 9 || shift === 12) && view.getUint16(32, true) === 6)
  const size = 2 ** shift
  const sectors = Math.ceil(bytes.length / size) - 1
  const place = (sector: number): number => (sector + 1) * size
  const fat = readTable(u32, size, sectors, place)
  const miniFat = chain(fat, u32(60), sectors)
  demand(u32(64) === miniFat.length)
  const entries = chain(fat, u32(48), sectors).flatMap((sector) =>
    Array.from({ length: size / ENTRY_SIZE }, (_, at) => place(sector) + at * ENTRY_SIZE),
  )
  demand(entries.length > 0 && entries.length <= MAX_ENTRIES)
  const miniStream = chain(fat, u32((entries[0] ?? 0) + 116), sectors)
  const minis = Math.floor((miniStream.length * size) / 64)
  const perSector = size / 4
  const mini: Table = {
    seen: new Set(),
    next: (at) => {
      const sector = miniFat[Math.floor(at / perSector)]
      demand(sector !== undefined)
      return u32(place(sector) + (at % perSector) * 4)
    },
  }
  for (const entry of reachable(entries, u32, view)) {
    if (view.getUint8(entry + 66) !== 2) continue
    const length = u32(entry + 120)
    if (length === 0) continue
    const isMini = length < MINI_CUTOFF
    const found = isMini ? chain(mini, u32(entry + 116), minis) : chain(fat, u32(entry + 116), sectors)
    demand(found.length >= Math.ceil(length / (isMini ? 64 : size)))
  }
}

/** The table of which sector comes after which. */
function readTable(
  u32: (at: number) => number,
  size: number,
  sectors: number,
  place: (sector: number) => number,
): Table {
  const count = u32(44)
  const extra = u32(72)
  demand(count > 0 && count <= sectors && extra <= sectors)
  const parts: number[] = []
  for (let at = 0; at < Math.min(count, IN_HEADER); at++) parts.push(u32(76 + at * 4))
  let more = u32(68)
  for (let nr = 0; nr < extra; nr++) {
    demand(more < sectors)
    for (let at = 0; at < size / 4 - 1 && parts.length < count; at++) parts.push(u32(place(more) + at * 4))
    more = u32(place(more) + size - 4)
  }
  demand(parts.length === count && parts.every((sector) => sector < sectors))
  const perSector = size / 4
  return {
    seen: new Set(),
    next: (at) => {
      const part = parts[Math.floor(at / perSector)]
      demand(part !== undefined)
      return u32(place(part) + (at % perSector) * 4)
    },
  }
}

/** The entries that hang in the tree, by their offsets; each may hang in one place only. */
function reachable(entries: readonly number[], u32: (at: number) => number, view: DataView): number[] {
  const seen = new Set([0])
  const found: number[] = []
  const waiting = [{ at: u32((entries[0] ?? 0) + 76), depth: 1 }]
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    if (one.at === NO_ENTRY) continue
    const entry = entries[one.at]
    demand(entry !== undefined && !seen.has(one.at) && one.depth <= MAX_DEPTH)
    seen.add(one.at)
    found.push(entry)
    waiting.push({ at: u32(entry + 68), depth: one.depth }, { at: u32(entry + 72), depth: one.depth })
    if (view.getUint8(entry + 66) === 1) waiting.push({ at: u32(entry + 76), depth: one.depth + 1 })
  }
  return found
}
