import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseMsg } from '../../src/handlingar/parse-msg.ts'
import { isSoundCompoundFile } from '../../src/platform/files/compound-file.ts'
import { makeMsg } from '../world/make-msg.ts'

const LONG = 'Synpunkt efter synpunkt. '.repeat(800)
const msg = makeMsg({
  subject: 'Svar på remiss',
  senderName: 'Rolf Tingvik',
  body: LONG,
  attachments: [{ name: 'yttrande.txt', bytes: new Uint8Array(10_000).fill(65) }],
})

it('en hel fil godtas, också när den är stor nog för flera tabellsektorer', () => {
  expect(isSoundCompoundFile(msg)).toBe(true)
  const large = makeMsg({ subject: 'x', attachments: [{ name: 'stor.bin', bytes: new Uint8Array(300_000).fill(7) }] })
  expect(isSoundCompoundFile(large)).toBe(true)
  expect(parseMsg(large)?.attachments[0]?.bytes.length).toBe(300_000)
  expect(parseMsg(msg)?.body).toBe(LONG)
})

it('det som inte är en sådan fil, eller är avklippt, nekas', () => {
  for (const bytes of [new Uint8Array(), new Uint8Array(4096), msg.subarray(0, 511), msg.subarray(0, msg.length / 2)])
    expect(isSoundCompoundFile(bytes)).toBe(false)
})

it('en kedja som leder tillbaka in i sig själv nekas i stället för att aldrig ta slut', () => {
  // The FAT is the last sector of the file: every sector is made to come after itself.
  const looped = msg.slice()
  const view = new DataView(looped.buffer)
  for (let at = looped.length - 512, sector = 0; at < looped.length; at += 4, sector++) view.setUint32(at, sector, true)
  expect(isSoundCompoundFile(looped)).toBe(false)
  expect(parseMsg(looped)).toBeNull()
})

it('vad som än ändras i filen läses den, eller läses inte – den hänger sig aldrig och tar inte slut på minnet', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(msg.length - 4), fc.constantFrom(0, 1, 2, 5, 0x7fffffff, 0xfffffffe, 0xffffffff)), {
        minLength: 1,
        maxLength: 12,
      }),
      (changes) => {
        const broken = msg.slice()
        const view = new DataView(broken.buffer)
        for (const [at, value] of changes) view.setUint32(at - (at % 4), value, true)
        const mail = parseMsg(broken)
        if (mail) expect(mail.attachments.length).toBeLessThanOrEqual(50)
      },
    ),
    { numRuns: 1500 },
  )
})
