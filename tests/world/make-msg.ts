/**
 * Writes an Outlook message (.msg) of our own making, so that no message of somebody else's needs to lie here: a compound file
 * ([MS-CFB], version 3) with the properties and attachments of a mail in it ([MS-OXMSG]).
 */
const SECTOR = 512
const MINI = 64
const MINI_CUTOFF = 4096
const FREE = 0xffffffff
const END = 0xfffffffe
const FAT = 0xfffffffd

/** What stands in the message. `times` are stored as Windows does, in steps of 100 ns since 1601. */
export interface MsgParts {
  subject?: string
  senderName?: string
  /** As Exchange writes it inside a house: a path, no address. */
  senderEmail?: string
  senderSmtp?: string
  body?: string
  html?: Uint8Array
  headers?: string
  deliveredAt?: string
  submittedAt?: string
  /** Strings in Windows 1252 instead of Unicode, as old versions wrote them. */
  isAnsi?: boolean
  attachments?: { name: string; bytes: Uint8Array; isHidden?: boolean }[]
}

interface Node {
  name: string
  bytes?: Uint8Array
  children?: Node[]
}

/** The message as the bytes of its file. */
export function makeMsg(parts: MsgParts): Uint8Array {
  return compoundFile([
    {
      name: '__nameid_version1.0',
      children: ['0002', '0003', '0004'].map((id) => ({ name: `__substg1.0_${id}0102`, bytes: new Uint8Array() })),
    },
    ...strings(parts),
    ...(parts.html ? [{ name: '__substg1.0_10130102', bytes: parts.html }] : []),
    properties(32, [
      [0x0e060040, parts.deliveredAt && fileTime(parts.deliveredAt)],
      [0x00390040, parts.submittedAt && fileTime(parts.submittedAt)],
      [0x3ffd0003, 1252n],
    ]),
    ...(parts.attachments ?? []).map((one, at) => ({
      name: `__attach_version1.0_#${at.toString(16).padStart(8, '0')}`,
      children: [
        properties(8, [
          [0x37050003, 1n],
          [0x7ffe000b, one.isHidden ? 1n : 0n],
        ]),
        { name: '__substg1.0_37010102', bytes: one.bytes },
        text('3707', one.name, parts.isAnsi),
      ],
    })),
  ])
}

function strings(parts: MsgParts): Node[] {
  const known = {
    '001A': 'IPM.Note',
    '0037': parts.subject,
    '007D': parts.headers,
    '0C1A': parts.senderName,
    '0C1F': parts.senderEmail,
    '1000': parts.body,
    '5D01': parts.senderSmtp,
  }
  return Object.entries(known).flatMap(([id, value]) => (value === undefined ? [] : [text(id, value, parts.isAnsi)]))
}

function text(id: string, value: string, isAnsi = false): Node {
  return {
    name: `__substg1.0_${id}${isAnsi ? '001E' : '001F'}`,
    bytes: new Uint8Array(Buffer.from(value, isAnsi ? 'latin1' : 'utf16le')),
  }
}

function fileTime(iso: string): bigint {
  return (BigInt(Date.parse(iso)) + 11_644_473_600_000n) * 10_000n
}

function properties(head: number, rows: [tag: number, value: bigint | string | undefined][]): Node {
  const known = rows.filter((row): row is [number, bigint] => typeof row[1] === 'bigint')
  const bytes = Buffer.alloc(head + known.length * 16)
  for (const [at, [tag, value]] of known.entries()) {
    bytes.writeUInt32LE(tag, head + at * 16)
    bytes.writeUInt32LE(6, head + at * 16 + 4)
    bytes.writeBigUInt64LE(value, head + at * 16 + 8)
  }
  return { name: '__properties_version1.0', bytes: new Uint8Array(bytes) }
}

interface Entry {
  name: string
  kind: 1 | 2 | 5
  bytes: Uint8Array
  next: number
  child: number
  start: number
}

/** Every entry of the tree in a list; siblings hang as a chain in the order that the format wants (length, then letters). */
function flatten(children: Node[]): Entry[] {
  const entries: Entry[] = [
    { name: 'Root Entry', kind: 5, bytes: new Uint8Array(), next: FREE, child: FREE, start: END },
  ]
  const add = (nodes: Node[], parent: number): void => {
    const sorted = [...nodes].sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    let before = -1
    for (const node of sorted) {
      const at = entries.length
      const owner = entries[before < 0 ? parent : before]
      if (owner) owner[before < 0 ? 'child' : 'next'] = at
      before = at
      const kind = node.children ? 1 : 2
      entries.push({
        name: node.name,
        kind,
        bytes: node.bytes ?? new Uint8Array(),
        next: FREE,
        child: FREE,
        start: END,
      })
      if (node.children) add(node.children, at)
    }
  }
  add(children, 0)
  return entries
}

function padded(bytes: Uint8Array, to: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / to) * to)
  whole.set(bytes)
  return whole
}

function compoundFile(children: Node[]): Uint8Array {
  const entries = flatten(children)
  const fat: number[] = []
  const miniFat: number[] = []
  const sectors: Uint8Array[] = []
  const minis: Uint8Array[] = []
  const allocate = (table: number[], count: number): number => {
    const start = table.length
    for (let at = 0; at < count; at++) table.push(at === count - 1 ? END : start + at + 1)
    return count === 0 ? END : start
  }
  const store = (bytes: Uint8Array): number => {
    const whole = padded(bytes, SECTOR)
    sectors.push(whole)
    return allocate(fat, whole.length / SECTOR)
  }
  for (const entry of entries) {
    if (entry.kind !== 2 || entry.bytes.length === 0) continue
    if (entry.bytes.length >= MINI_CUTOFF) entry.start = store(entry.bytes)
    else {
      const whole = padded(entry.bytes, MINI)
      minis.push(whole)
      entry.start = allocate(miniFat, whole.length / MINI)
    }
  }
  const [root] = entries
  if (root) {
    root.bytes = new Uint8Array(Buffer.concat(minis))
    root.start = store(root.bytes)
  }
  const miniFatBytes = padded(words(miniFat), SECTOR).fill(0xff, miniFat.length * 4)
  const miniStart = store(miniFatBytes)
  const entryStart = store(new Uint8Array(Buffer.concat(entries.map(entryBytes))))
  // The table has room for itself too.
  let own = 1
  while ((fat.length + own) * 4 > own * SECTOR) own++
  const fatStart = fat.length
  for (let at = 0; at < own; at++) fat.push(FAT)
  sectors.push(padded(words(fat), SECTOR).fill(0xff, fat.length * 4))
  const head = Buffer.alloc(SECTOR, 0)
  head.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    head.writeUInt16LE(value, at)
  for (const [at, value] of [
    [44, own],
    [48, entryStart],
    [56, MINI_CUTOFF],
    [60, miniStart],
    [64, miniFatBytes.length / SECTOR],
    [68, END],
    [72, 0],
  ] as const)
    head.writeUInt32LE(value, at)
  for (let at = 0; at < 109; at++) head.writeUInt32LE(at < own ? fatStart + at : FREE, 76 + at * 4)
  return new Uint8Array(Buffer.concat([head, ...sectors]))
}

function words(values: number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, at * 4)
  return new Uint8Array(bytes)
}

function entryBytes(entry: Entry): Uint8Array {
  const bytes = Buffer.alloc(128)
  bytes.write(entry.name, 0, 'utf16le')
  bytes.writeUInt16LE((entry.name.length + 1) * 2, 64)
  bytes.writeUInt8(entry.kind, 66)
  bytes.writeUInt8(1, 67)
  bytes.writeUInt32LE(FREE, 68)
  bytes.writeUInt32LE(entry.next, 72)
  bytes.writeUInt32LE(entry.child, 76)
  bytes.writeUInt32LE(entry.start, 116)
  bytes.writeUInt32LE(entry.bytes.length, 120)
  return new Uint8Array(bytes)
}
