/**
 * SipHash-2-4 (Aumasson and Bernstein 2012): a keyed hash whose outcome nobody can foretell without the key. 64-bit words stand as two of
 * 32 bits, the upper first.
 *
 * @param key four words: k0 and k1, each upper and lower. @returns the upper and the lower half.
 */
export function sipHash(key: Uint32Array, bytes: Uint8Array): [high: number, low: number] {
  const [k0h = 0, k0l = 0, k1h = 0, k1l = 0] = key
  const v = new Uint32Array([
    k0h ^ 0x736f6d65,
    k0l ^ 0x70736575,
    k1h ^ 0x646f7261,
    k1l ^ 0x6e646f6d,
    k0h ^ 0x6c796765,
    k0l ^ 0x6e657261,
    k1h ^ 0x74656462,
    k1l ^ 0x79746573,
  ])
  const whole = bytes.length - (bytes.length % 8)
  for (let at = 0; at < whole; at += 8) absorb(v, word(bytes, at + 4), word(bytes, at))
  const tail = new Uint8Array(8)
  tail.set(bytes.subarray(whole))
  tail[7] = bytes.length & 0xff
  absorb(v, word(tail, 4), word(tail, 0))
  v[5] = (v[5] as number) ^ 0xff
  for (let round = 0; round < 4; round++) mix(v)
  return [xorOf(v, 0), xorOf(v, 1)]
}

function xorOf(v: Uint32Array, half: number): number {
  let result = 0
  for (let at = half; at < 8; at += 2) result ^= v[at] as number
  return result >>> 0
}

function word(bytes: Uint8Array, at: number): number {
  const byte = (i: number): number => bytes[at + i] as number
  return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) >>> 0
}

function absorb(v: Uint32Array, high: number, low: number): void {
  v[6] = (v[6] as number) ^ high
  v[7] = (v[7] as number) ^ low
  mix(v)
  mix(v)
  v[0] = (v[0] as number) ^ high
  v[1] = (v[1] as number) ^ low
}

function mix(v: Uint32Array): void {
  add(v, 0, 2)
  turn(v, 2, 13)
  xor(v, 2, 0)
  turn(v, 0, 32)
  add(v, 4, 6)
  turn(v, 6, 16)
  xor(v, 6, 4)
  add(v, 0, 6)
  turn(v, 6, 21)
  xor(v, 6, 0)
  add(v, 4, 2)
  turn(v, 2, 17)
  xor(v, 2, 4)
  turn(v, 4, 32)
}

function add(v: Uint32Array, a: number, b: number): void {
  const low = (v[a + 1] as number) + (v[b + 1] as number)
  v[a + 1] = low
  v[a] = (v[a] as number) + (v[b] as number) + (low > 0xffff_ffff ? 1 : 0)
}

function xor(v: Uint32Array, a: number, b: number): void {
  v[a] = (v[a] as number) ^ (v[b] as number)
  v[a + 1] = (v[a + 1] as number) ^ (v[b + 1] as number)
}

/** Turns a word to the left. */
function turn(v: Uint32Array, a: number, bits: number): void {
  const [high, low] = [v[a] as number, v[a + 1] as number]
  if (bits === 32) {
    v[a] = low
    v[a + 1] = high
    return
  }
  v[a] = (high << bits) | (low >>> (32 - bits))
  v[a + 1] = (low << bits) | (high >>> (32 - bits))
}
