import { describe, expect, it } from 'vitest'
import { Invalid } from '../errors/index.ts'
import { readForm, TooLarge } from './form-data.ts'

const URL = 'http://127.0.0.1/prov'
const MB = 1024 * 1024
const MAX = 2 * MB
const RECEIPT = '01a203db-4fa7-7625-8749-6b12b032fc70'

const urlencoded = (body: string) =>
  readForm(
    new Request(URL, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    MAX,
  )

const multipart = (fill: (form: FormData) => void) => {
  const form = new FormData()
  fill(form)
  return readForm(new Request(URL, { method: 'POST', body: form }), MAX)
}

const raw = (type: string, body: string | Uint8Array<ArrayBuffer>) =>
  readForm(new Request(URL, { method: 'POST', body, headers: { 'content-type': type } }), MAX)

/** A body that is sent piece by piece, and how much of it was taken. */
function streamed(pieces: number, bytesEach: number, type = 'application/x-www-form-urlencoded') {
  const taken = { pieces: 0, isCancelled: false }
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (taken.pieces === pieces) return controller.close()
      taken.pieces++
      controller.enqueue(new Uint8Array(bytesEach).fill(97))
    },
    cancel: () => {
      taken.isCancelled = true
    },
  })
  const request = new Request(URL, {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': type },
  } as RequestInit)
  return { request, taken }
}

describe('ett skickat formulär', () => {
  it('läses lika i båda kodningarna', async () => {
    const expected = { titel: 'Å & ä=ö\n"rad två"', tom: '', flera: ['a', 'b', 'c'] }
    const body = new URLSearchParams([
      ['titel', expected.titel],
      ['tom', ''],
      ['flera', 'a'],
      ['flera', 'b'],
      ['flera', 'c'],
    ])
    const one = await urlencoded(body.toString())
    const other = await multipart((form) => {
      for (const [name, value] of body) form.append(name, value)
    })
    expect({ ...one.values }).toEqual(expected)
    expect({ ...other.values }).toEqual(expected)
    expect([one.file, other.file]).toEqual([null, null])
  })

  it('kan vara tomt', async () => {
    const empty = { values: {}, file: null, receipt: '', version: 0 }
    const forms = [await urlencoded(''), await readForm(new Request(URL, { method: 'POST' }), MAX)]
    expect(forms.map((form) => ({ ...form, values: { ...form.values } }))).toEqual([empty, empty])
  })

  it('ett fält som heter __proto__ är ett vanligt fält och smittar ingenting', async () => {
    const { values } = await urlencoded('__proto__=x&constructor=y&toString=z')
    expect(Object.entries(values).flat()).toEqual(['__proto__', 'x', 'constructor', 'y', 'toString', 'z'])
    expect(values.hasOwnProperty).toBeUndefined()
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  it.each([
    ['NUL', 'a\u0000b', 'a\uFFFDb'],
    ['andra styrtecken', 'a\u0007\u001Bb\u007F', 'a\uFFFD\uFFFDb\uFFFD'],
    ['tabb och radbyte, som behålls', 'a\tb\nc', 'a\tb\nc'],
    ['radbyten från Windows och gamla Mac', 'a\r\nb\rc', 'a\nb\nc'],
    ['å som två tecken', 'a\u030Arsredovisning', 'årsredovisning'],
    ['bokstäver utanför det vanliga planet', '🌊 𝔄', '🌊 𝔄'],
    ['blanksteg utan bredd, som får stå inne i texten', 'a\u200Bb', 'a\u200Bb'],
  ])('%s', async (_what, given, expected) => {
    expect((await urlencoded(new URLSearchParams({ t: given }).toString())).values.t).toBe(expected)
    expect((await multipart((form) => form.append('t', given))).values.t).toBe(expected)
  })

  it('ett ensamt surrogat blir ersättningstecken', async () => {
    expect((await urlencoded('t=a%ED%A0%80b')).values.t).toMatch(/^a\uFFFD+b$/)
    expect((await multipart((form) => form.append('t', 'a\uD800b'))).values.t).toBe('a\uFFFDb')
  })

  it('ett fält på 5 MB tas emot i båda kodningarna', async () => {
    const long = 'ö'.repeat(2.5 * MB)
    expect((await multipart((form) => form.append('t', long))).values.t).toBe(long)
    expect((await urlencoded(`t=${'a'.repeat(5 * MB)}`)).values.t).toHaveLength(5 * MB)
  })

  it('500 fält tas emot, 501 är för många', async () => {
    const fields = (n: number) => Array.from({ length: n }, (_, at) => `f${at}=${at}`).join('&')
    expect(Object.keys((await urlencoded(fields(500))).values)).toHaveLength(500)
    await expect(urlencoded(fields(501))).rejects.toBeInstanceOf(Invalid)
    await expect(urlencoded('a=1&'.repeat(501))).rejects.toBeInstanceOf(Invalid)
  })

  it('kvitto och version läses bara när de är vad de ska vara', async () => {
    expect(await urlencoded(`kvitto=${RECEIPT}&version=7`)).toMatchObject({ receipt: RECEIPT, version: 7 })
    for (const version of ['', '-1', '0', '1.5', 'sju', '2147483648', '1&version=2']) {
      expect(await urlencoded(`kvitto=x'--&version=${version}`)).toMatchObject({ receipt: '', version: 0 })
    }
    expect(await urlencoded(`kvitto=${RECEIPT}&kvitto=${RECEIPT}`)).toMatchObject({ receipt: '' })
  })
})

describe('en fil i ett formulär', () => {
  const file = (bytes: number, name = 'svar.txt') => new File([new Uint8Array(bytes).fill(97)], name)

  it('tas emot som den skickades, med sitt namn', async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0, 13, 10, 0x80])
    const form = await multipart((data) => {
      data.append('titel', 'Svar')
      data.append('fil', new File([bytes], 'Yttrande – slutligt.docx'))
    })
    expect(form.file).toEqual({ name: 'Yttrande – slutligt.docx', bytes })
    expect({ ...form.values }).toEqual({ titel: 'Svar' })
  })

  it('som inte valdes är ingen fil', async () => {
    expect((await multipart((form) => form.append('fil', new File([], '')))).file).toBeNull()
  })

  it('som är tom men har ett namn är en fil: den har kommit in', async () => {
    expect((await multipart((form) => form.append('fil', file(0, 'tom.txt')))).file).toMatchObject({ name: 'tom.txt' })
  })

  it('får vara precis så stor som gränsen, inte en byte till', async () => {
    expect((await multipart((form) => form.append('fil', file(MAX)))).file?.bytes).toHaveLength(MAX)
    await expect(multipart((form) => form.append('fil', file(MAX + 1)))).rejects.toBeInstanceOf(TooLarge)
  })
})

describe('ett formulär som är för stort eller trasigt', () => {
  it('läses till slut innan svaret ges, så att webbläsaren hinner visa det', async () => {
    const { request, taken } = streamed(14, MB)
    await expect(readForm(request, MAX)).rejects.toBeInstanceOf(TooLarge)
    expect(taken).toEqual({ pieces: 14, isCancelled: false })
  })

  it('läses inte hur långt som helst', async () => {
    const { request, taken } = streamed(1_000_000, MB)
    await expect(readForm(request, MAX)).rejects.toBeInstanceOf(TooLarge)
    expect(taken.isCancelled).toBe(true)
    // A hundred pieces of a megabyte are thrown away so that the browser hears why; the rest of the million is not.
    expect(taken.pieces).toBeLessThan(110)
  })

  it.each<[what: string, type: string, body: string]>([
    ['en gräns som aldrig kommer', 'multipart/form-data; boundary=x', 'inget alls'],
    [
      'en del utan slut',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nvärde',
    ],
    ['en del utan namn', 'multipart/form-data; boundary=x', '--x\r\n\r\nvärde\r\n--x--\r\n'],
    [
      'ingen gräns i rubriken',
      'multipart/form-data',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
    ],
    ['en tom gräns', 'multipart/form-data; boundary=', '----'],
    ['JSON', 'application/json', '{"titel":"x"}'],
    ['vanlig text', 'text/plain', 'titel=x'],
    ['ett okänt slag', 'skräp', 'titel=x'],
  ])('%s ger ett meddelande, inget fel i programmet', async (_what, type, body) => {
    await expect(raw(type, body)).rejects.toEqual(new Invalid([{ field: 'formular', key: 'error.form' }]))
  })

  it('som inte är UTF-8 blir ersättningstecken, inte ett fel', async () => {
    expect((await raw('application/x-www-form-urlencoded', new Uint8Array([0x74, 0x3d, 0xe5, 0xe4]))).values.t).toBe(
      '\uFFFD\uFFFD',
    )
    expect((await urlencoded('t=%E5&%=1&=2')).values).toMatchObject({ t: '\uFFFD' })
  })
})
