import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))
const utf16 = (text: string, isBigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return isBigEndian ? bytes.swap16() : bytes
}

describe('en fil som kommit in', () => {
  const text = 'Yttrande över remiss från nämnden\n'

  it('läses som UTF-8 med och utan märke', () => {
    expect(decodeText(utf8(text))).toEqual({ ok: true, text, encoding: 'utf-8', notes: [] })
    expect(decodeText(utf8(`\ufeff${text}`))).toEqual({ ok: true, text, encoding: 'utf-8', notes: [] })
  })

  it('läses som UTF-16 åt båda håll, också utan märke', () => {
    for (const isBigEndian of [false, true]) {
      const encoding = isBigEndian ? 'utf-16be' : 'utf-16le'
      expect(decodeText(utf16(`\ufeff${text}`, isBigEndian))).toEqual({ ok: true, text, encoding, notes: [] })
      const guessed = { ok: true, text, encoding, notes: ['decoded-as-utf-16-without-bom'] }
      expect(decodeText(utf16(text, isBigEndian))).toEqual(guessed)
    }
  })

  it('som är gammal läses som Windows-1252 och märks', () => {
    const bytes = Uint8Array.from([...latin1('N\xe4mnden '), 0x96, ...latin1(' \xe5r 2012')])
    expect(decodeText(bytes)).toEqual({
      ok: true,
      text: 'Nämnden – år 2012',
      encoding: 'windows-1252',
      notes: ['decoded-as-windows-1252'],
    })
  })

  it('i UTF-8 med ett trasigt tecken blir inte oläslig i alla andra', () => {
    const bytes = Uint8Array.from([...utf8('Återställd från äldre kopia åäö '), 0xff, ...utf8(' slut')])
    const decoded = decodeText(bytes)
    expect(decoded).toMatchObject({ ok: true, encoding: 'utf-8', notes: ['invalid-bytes-replaced'] })
    expect(decoded.ok && decoded.text).toContain('Återställd från äldre kopia åäö \ufffd slut')
  })

  it('får radslut av ett slag, sidbrytningar som radslut och å som ett tecken', () => {
    expect(decodeText(utf8('a\r\nb\rc\fd\u2028e a\u030a\tf'))).toMatchObject({ text: 'a\nb\nc\nd\ne å\tf' })
  })

  it('med enstaka styrtecken läses utan dem och märks', () => {
    const long = 'text '.repeat(50)
    expect(decodeText(utf8(`${long}\u0007slut`))).toMatchObject({
      text: `${long}slut`,
      notes: ['control-characters-removed'],
    })
  })

  it.each([
    ['tom', new Uint8Array(), 'empty'],
    ['bara blanktecken', utf8(' \n\t\u00a0\u200b\ufeff\u2060'), 'empty'],
    ['en PDF', utf8('%PDF-1.7\n...'), 'pdf'],
    ['ett Word-dokument', latin1('PK\x03\x04....word/document.xml....'), 'docx'],
    ['ett annat arkiv', latin1('PK\x03\x04....xl/workbook.xml....'), 'binary'],
    ['en bild', latin1('\x89PNG\r\n\x1a\n'), 'binary'],
    ['ett gammalt Word-dokument', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'binary'],
    ['RTF', utf8('{\\rtf1 hej}'), 'binary'],
    ['NUL mitt i texten', utf8('hej\u0000hej hej hej'), 'binary'],
    ['styrtecken överallt', utf8('\u0001\u0002\u0003\u0004\u0005\u0006abc'), 'binary'],
  ])('som inte är text säger varför: %s', (_, bytes, reason) => {
    expect(decodeText(bytes)).toEqual({ ok: false, reason })
  })

  it('som är en webbsida blir text utan skript', () => {
    const html =
      '<!DOCTYPE html><title>x</title><script>alert("å")</script><h1>Beslut</h1><p>N&auml;mnden<br>beslutar</p>'
    expect(decodeText(utf8(html))).toMatchObject({
      ok: true,
      text: 'x\n\nBeslut\n\nNämnden\nbeslutar',
      notes: ['html-turned-into-text'],
    })
  })

  it('vad den än innehåller blir NFC utan styrtecken och ensamma surrogat, eller ett skäl', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }).map(utf8))
    fc.assert(
      fc.property(bytes, (input) => {
        const decoded = decodeText(input)
        if (!decoded.ok) return
        expect(decoded.text).toBe(decoded.text.normalize('NFC'))
        expect(decoded.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Cs}/u)
        expect(decoded.text.trim()).not.toBe('')
      }),
      { numRuns: 500 },
    )
  })
})
