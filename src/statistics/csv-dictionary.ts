import type { Codes } from './cross-filter-codes.ts'

const NONE = -1

/** Different texts as codes in the order they came, found by their bytes: only a new one is decoded. */
export class CsvDictionary {
  size = 0
  private bytes = new Uint8Array(1024)
  /** Where each text ends; it starts where the one before ends. */
  private ends = new Uint32Array(64)
  private hashes = new Int32Array(64)
  private slots = new Int32Array(128).fill(NONE)
  private lastSlot = 0
  private readonly names: string[] = []

  /** The code of a text, new or old; −1 where it is new and there are `most` already. */
  codeOf(bytes: Uint8Array, from: number, to: number, most: number): number {
    const hash = hashOf(bytes, from, to)
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const code = this.slots[slot] as number
      if (code === NONE) break
      if (this.hashes[code] === hash && this.isSame(code, bytes, from, to)) return code
      slot = (slot + 1) & mask
    }
    if (this.size >= most) return NONE
    return this.insert(bytes, from, to, hash, slot)
  }

  /** Takes back the newest text, that of a row which was not taken. */
  forgetLast(): void {
    this.slots[this.lastSlot] = NONE
    this.size--
  }

  /** What the newest text reads. */
  name(text: string): void {
    this.names[this.size - 1] = text
  }

  texts(): string[] {
    return this.names.slice(0, this.size)
  }

  private isSame(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = code === 0 ? 0 : (this.ends[code - 1] as number)
    if ((this.ends[code] as number) - start !== to - from) return false
    for (let k = 0; k < to - from; k++) if (this.bytes[start + k] !== bytes[from + k]) return false
    return true
  }

  private insert(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const code = this.size
    const start = code === 0 ? 0 : (this.ends[code - 1] as number)
    const end = start + to - from
    if (end > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(2 * end))
    if (code === this.ends.length) {
      this.ends = grown(this.ends, new Uint32Array(2 * code))
      this.hashes = grown(this.hashes, new Int32Array(2 * code))
    }
    this.bytes.set(bytes.subarray(from, to), start)
    this.ends[code] = end
    this.hashes[code] = hash
    this.size++
    this.lastSlot = slot
    this.slots[slot] = code
    if (2 * this.size > this.slots.length) this.spread()
    return code
  }

  private spread(): void {
    this.slots = new Int32Array(2 * this.slots.length).fill(NONE)
    const mask = this.slots.length - 1
    for (let code = 0; code < this.size; code++) {
      let slot = (this.hashes[code] as number) & mask
      while (this.slots[slot] !== NONE) slot = (slot + 1) & mask
      this.slots[slot] = code
      this.lastSlot = slot
    }
  }
}

/** FNV-1a, its bits mixed once more: the lowest ones choose the slot. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  return hash ^ (hash >>> 15)
}

/** Codes in as few bytes as their dictionary needs. */
export function widened(codes: Codes, size: number): Codes {
  if (size > 2 ** 16) return codes instanceof Uint32Array ? codes : new Uint32Array(codes)
  if (size > 2 ** 8 && codes instanceof Uint8Array) return new Uint16Array(codes)
  return codes
}

/** The values of one array at the start of a longer one. */
export function grown<T extends Codes | Int32Array | Float64Array>(values: T, longer: T): T {
  longer.set(values)
  return longer
}
