import { htmlToText, looksLikeHtml } from './html-to-text.ts'

/** Encodings a text file may be read as. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** Stable codes for what had to be assumed or repaired; the pages turn them into Swedish. */
export type DecodeNote =
  | 'decoded-as-windows-1252'
  | 'decoded-as-utf-16-without-bom'
  | 'invalid-bytes-replaced'
  | 'control-characters-removed'
  | 'html-turned-into-text'

/** The result of {@link decodeText}. `docx` and `pdf` tell the caller which reader to offer instead. */
export type DecodedText =
  | { ok: true; text: string; encoding: TextEncoding; notes: DecodeNote[] }
  | { ok: false; reason: 'empty' | 'binary' | 'docx' | 'pdf' }

/**
 * First bytes of formats that are certainly not text (hex). A RTF file is text to the eye of a decoder but not to a
 * reader.
 */
const BINARY_MAGIC = [
  '89504e47', // PNG
  'ffd8ff', // JPEG
  '47494638', // GIF
  '49492a00', // TIFF
  '4d4d002a', // TIFF
  'd0cf11e0', // OLE: doc, xls, msg
  '1f8b', // gzip
  '377abcaf', // 7z
  '52617221', // rar
  '7b5c727466', // {\rtf
  '52494646', // RIFF: WebP, wav
  '00000100', // ico
  '25215053', // PostScript
  '7f454c46', // ELF
  '4d5a9000', // exe
]

/** More control characters than this share of the text means that it was never text. */
const MAX_CONTROL_SHARE = 0.02

/**
 * Bytes of an uploaded or received file to text.
 *
 * @param bytes the whole file.
 * @returns text in NFC with `\n` as the only line end, no lone surrogates, no C0/C1 control characters except `\n` and
 * `\t` (a form feed becomes `\n`, since it is a page break). HTML is turned into text. Never throws; linear in the size
 * of the input.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length === 0) return { ok: false, reason: 'empty' }
  const format = knownFormat(bytes)
  if (format) return { ok: false, reason: format }
  const decoded = decodeBytes(bytes)
  if (!decoded) return { ok: false, reason: 'binary' }
  const notes = [...decoded.notes]
  const cleaned = cleanControls(decoded.text)
  if (!cleaned) return { ok: false, reason: 'binary' }
  if (cleaned.hasRemoved) notes.push('control-characters-removed')
  let text = cleaned.text
  if (looksLikeHtml(text)) {
    text = htmlToText(text)
    // Character references can bring back what the pass above took away.
    text = cleanControls(text)?.text ?? ''
    notes.push('html-turned-into-text')
  }
  text = text.normalize('NFC')
  if (isBlank(text)) return { ok: false, reason: 'empty' }
  return { ok: true, text, encoding: decoded.encoding, notes }
}

function knownFormat(bytes: Uint8Array): 'pdf' | 'docx' | 'binary' | null {
  const hex = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  // The PDF standard lets up to 1,024 bytes of anything precede the header; in practice it is a BOM or a line feed.
  if (Buffer.from(bytes.subarray(0, 32)).includes('%PDF-')) return 'pdf'
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506') || hex.startsWith('504b0708')) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('word/') ? 'docx' : 'binary'
  }
  return BINARY_MAGIC.some((magic) => hex.startsWith(magic)) ? 'binary' : null
}

interface Decoded {
  text: string
  encoding: TextEncoding
  notes: DecodeNote[]
}

function decodeBytes(bytes: Uint8Array): Decoded | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), 'utf-16le', [])
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), 'utf-16be', [])
  const guessed = guessUtf16(bytes)
  if (guessed) return decodeUtf16(bytes, guessed, ['decoded-as-utf-16-without-bom'])
  if (bytes.includes(0)) return null
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', notes: [] }
  } catch {
    return decodeDamagedUtf8(bytes) ?? decodeWindows1252(bytes)
  }
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', notes: DecodeNote[]): Decoded {
  // TextDecoder replaces lone surrogates and an odd last byte by U+FFFD.
  const text = new TextDecoder(encoding).decode(bytes)
  return { text, encoding, notes: text.includes('\ufffd') ? [...notes, 'invalid-bytes-replaced'] : notes }
}

/**
 * UTF-16 without a byte order mark: Swedish text has a zero in nearly every second byte, always on the same side.
 * Anything else that holds NUL bytes is not text.
 */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null
  const sample = Math.min(bytes.length, 4096)
  let even = 0
  let odd = 0
  for (let at = 0; at < sample; at += 2) {
    if (bytes[at] === 0) even += 1
    if (bytes[at + 1] === 0) odd += 1
  }
  const pairs = sample / 2
  if (odd / pairs > 0.6 && even / pairs < 0.05) return 'utf-16le'
  if (even / pairs > 0.6 && odd / pairs < 0.05) return 'utf-16be'
  return null
}

/** A UTF-8 file with a few broken bytes (cut off, or pasted together) must not turn every å into two characters. */
function decodeDamagedUtf8(bytes: Uint8Array): Decoded | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  let broken = 0
  let whole = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd) broken += 1
    else if (code > 0x7f) whole += 1
  }
  return whole > broken * 5 ? { text, encoding: 'utf-8', notes: ['invalid-bytes-replaced'] } : null
}

/**
 * What Windows-1252 has at 0x80–0x9F; the rest is Latin-1. Written out because Node 20 decodes `windows-1252` as
 * Latin-1, which turns dashes and quotation marks into control characters.
 */
const WINDOWS_80_9F = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decodeWindows1252(bytes: Uint8Array): Decoded {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (char) => WINDOWS_80_9F[char.charCodeAt(0) - 0x80] ?? char)
  return { text, encoding: 'windows-1252', notes: ['decoded-as-windows-1252'] }
}

/** Folds line ends and removes control characters; null when there are so many that the input was not text. */
function cleanControls(text: string): { text: string; hasRemoved: boolean } | null {
  const folded = text.replace(/^\ufeff/, '').replace(/\r\n?|\f|\u2028|\u2029|\u0085/g, '\n')
  const cleaned = folded.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
  const removed = folded.length - cleaned.length
  if (folded.includes('\u0000') || removed > Math.max(4, folded.length * MAX_CONTROL_SHARE)) return null
  return { text: cleaned, hasRemoved: removed > 0 }
}

/** Characters of the categories Format and Default-ignorable leave no mark on a page, and neither does white space. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text)
}
