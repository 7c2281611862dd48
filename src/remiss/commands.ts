import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { readDocument } from '../handlingar/index.ts'
import type { Command } from '../platform/config/command-line.ts'
import { decodeText } from '../platform/files/decode-text.ts'
import { findSynpunkter } from './model/las-synpunkter.ts'

const MAX_READ_BYTES = 25 * 1024 * 1024

export const readCommand: Command = {
  name: 'las',
  usage: 'las FIL [--json]',
  about: [
    'Läser ett dokument (text, HTML) och skriver vad som står i det.',
    'Reads a document (text, HTML) and prints what it says.',
  ],
  options: {
    json: {
      type: 'boolean',
      about: ['skriv text, fält och synpunkter som JSON', 'print text, fields and points as JSON'],
    },
  },
  positionals: { min: 1, max: 1 },
  run: async (call) => {
    const path = call.args[0] ?? ''
    let bytes: Uint8Array
    try {
      const size = statSync(path).size
      if (size > MAX_READ_BYTES) {
        call.context.err(
          call.say(
            `samsyn: ${basename(path)} är ${Math.round(size / 1024 / 1024)} MB; högst 25 MB läses.`,
            `samsyn: ${basename(path)} is ${Math.round(size / 1024 / 1024)} MB; at most 25 MB is read.`,
          ),
        )
        return 1
      }
      bytes = readFileSync(path)
    } catch {
      call.context.err(
        call.say(`samsyn: filen ${path} går inte att öppna.`, `samsyn: the file ${path} cannot be opened.`),
      )
      return 1
    }
    const decoded = decodeText(bytes)
    if (!decoded.ok) {
      const reasons: Record<string, [string, string]> = {
        empty: ['filen är tom', 'the file is empty'],
        binary: ['filen är inte text', 'the file is not text'],
        docx: [
          'filen är ett Word-dokument, som inte läses ännu; spara som text',
          'the file is a Word document, which is not read yet; save as text',
        ],
        pdf: [
          'filen är en PDF, som inte läses ännu; spara som text',
          'the file is a PDF, which is not read yet; save as text',
        ],
      }
      const [sv, en] = reasons[decoded.reason] ?? [decoded.reason, decoded.reason]
      call.context.err(`samsyn: ${basename(path)}: ${call.say(sv, en)}.`)
      return 1
    }
    const reading = readDocument(decoded.text)
    const points = findSynpunkter(reading)
    if (call.flag('json')) {
      call.context.out(JSON.stringify({ text: reading.text, fields: reading.fields, points }, null, 2))
      return 0
    }
    for (const note of decoded.notes) call.context.err(call.say(`Obs: ${note}`, `Note: ${note}`))
    for (const [name, field] of Object.entries(reading.fields)) {
      call.context.out(
        `${name}: ${typeof field.value === 'object' ? JSON.stringify(field.value) : String(field.value)}  (${Math.round(field.confidence * 100)} %)`,
      )
    }
    points.forEach((point, at) => {
      call.context.out(
        `${call.say('synpunkt', 'point')} ${at + 1} [${point.kinds.join(', ')}] ${point.anchor.type}: ${point.text.replace(/\s+/g, ' ').slice(0, 160)}`,
      )
    })
    return 0
  },
}
