import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type OwnDatabase, onEachKind, openCopy } from '../world/databases.ts'
import { startServer, type TestServer } from '../world/server.ts'
import {
  AMN,
  addPoint,
  attest,
  beginReply,
  beginUtlatande,
  registerAtAmn,
  sendRemiss,
  sendToAttest,
  writeUtlatande,
} from '../world/story.ts'
import { testPersonnummer } from '../world/test-personnummer.ts'

/** The file as somebody has edited it: the same package with words of its text changed. */
function edited(docx: Uint8Array, ...changes: [from: string, to: string][]): Uint8Array {
  const files = unzipSync(docx)
  const name = 'word/document.xml'
  let xml = strFromU8(files[name] ?? new Uint8Array())
  for (const [from, to] of changes) {
    if (!xml.includes(from)) throw new Error(`the file does not say ${from}`)
    xml = xml.replace(from, to)
  }
  return zipSync({ ...files, [name]: strToU8(xml) })
}

const SUMMARY = 'Förvaltningen ser positivt på att programmet tydliggör ansvaret.'
const POINT = 'Det framgår inte hur och av vem kunskap och resurser kan påkallas.'

/** A tjänsteutlåtande that goes out to a word processor and comes back. */
onEachKind((kind) => {
  let own: OwnDatabase
  let server: TestServer
  let reply: string
  let utlatande: string
  let docx: Uint8Array
  beforeEach(async () => {
    own = await openCopy(kind, 'ekhamn')
    server = await startServer(own.database)
    await sendRemiss(server, [AMN])
    await registerAtAmn(server)
    reply = await beginReply(server)
    await addPoint(server, reply)
    utlatande = await beginUtlatande(server, reply)
    await writeUtlatande(server, utlatande)
    docx = await (await as('Olle Frisk')).download(`${utlatande}/docx`)
  })
  afterEach(async () => {
    expect(server.errors).toEqual([])
    await server.stop()
    await own.drop()
  })

  async function as(name: string) {
    const client = server.client()
    await client.signInAs(name)
    return client
  }

  const giveBack = async (bytes: Uint8Array, name = 'utlatande.docx') => {
    const olle = await as('Olle Frisk')
    const page = await olle.submit(`${utlatande}/word`, `${utlatande}/word`, {}, { file: { name, bytes } })
    const save = (fields: Record<string, string> = {}) => {
      const form = page.forms.find(({ action }) => action === `${utlatande}/word/spara`)
      if (!form) throw new Error(`nothing to save: ${page.text.slice(0, 500)}`)
      return olle.post(`${utlatande}/word/spara`, { ...form.fields, ...fields })
    }
    return { page, save, hasForm: page.forms.some(({ action }) => action === `${utlatande}/word/spara`) }
  }

  it('ändrad text i ett avsnitt och i en synpunkt visas först, och blir sedan en ny version och nya ord i svaret', async () => {
    const { page, save } = await giveBack(
      edited(docx, [SUMMARY, 'Förvaltningen är tveksam.'], [POINT, 'Skriv ut vem som kan påkalla.']),
    )
    expect(page.text).toContain('version 2, som är den senaste')
    expect((await (await as('Olle Frisk')).get(utlatande)).text).toContain(SUMMARY)
    const saved = await save()
    expect(saved.text).toContain('Texten från Word är sparad som en ny version.')
    expect(saved.text).toContain('Förvaltningen är tveksam.')
    expect(saved.text).toContain('Skriv ut vem som kan påkalla.')
    const answer = await (await as('Olle Frisk')).get(reply)
    expect(answer.text).toContain('Skriv ut vem som kan påkalla.')
    // The point is the same one still, at its passage.
    expect(saved.text).toMatch(/1 Oklart.*passage 2\.4/s)
  })

  it('en oförändrad fil har inget att spara', async () => {
    const { page, hasForm } = await giveBack(docx)
    expect(page.text).toContain('Det finns inget att spara')
    expect(hasForm).toBe(false)
  })

  it('det en kollega har sparat under tiden behålls, och där båda har ändrat väljer man', async () => {
    await writeUtlatande(server, utlatande, {
      'avsnitt-sammanfattning': 'Kollegans sammanfattning.',
      'avsnitt-bakgrund': 'Kollegans bakgrund.',
    })
    const { page, save } = await giveBack(edited(docx, [SUMMARY, 'Filens sammanfattning.']))
    expect(page.text).toContain('Filen gjordes från version 2. Sedan dess har version 3 sparats.')
    expect(page.text).toContain('Någon annan har också ändrat här.')
    const saved = await save({ 'avsnitt-sammanfattning': 'Bådas sammanfattning.' })
    expect(saved.text).toContain('Bådas sammanfattning.')
    expect(saved.text).toContain('Kollegans bakgrund.')
  })

  it('sparar någon medan man läser skrivs inget över, och det man hade är kvar', async () => {
    const { save } = await giveBack(edited(docx, [SUMMARY, 'Filens sammanfattning.']))
    await writeUtlatande(server, utlatande, { 'avsnitt-sammanfattning': 'Kollegans sammanfattning.' })
    const page = await save()
    expect(page.status).toBe(400)
    expect(page.text).toContain('Någon sparade medan du läste.')
    expect(page.text).toContain('Filens sammanfattning.')
    expect((await (await as('Olle Frisk')).get(utlatande)).text).toContain('Kollegans sammanfattning.')
  })

  it('det som filen inte har rört och en kollega sparar medan man läser behålls, också från sidan som säger det', async () => {
    const { save } = await giveBack(edited(docx, [SUMMARY, 'Filens sammanfattning.']))
    await writeUtlatande(server, utlatande, { 'avsnitt-bakgrund': 'Kollegans bakgrund.' })
    const page = await save()
    expect(page.text).toContain('Någon sparade medan du läste.')
    const form = page.forms.find(({ action }) => action === `${utlatande}/word/spara`)
    const saved = await (await as('Olle Frisk')).post(`${utlatande}/word/spara`, form?.fields ?? {})
    expect(saved.text).toContain('Filens sammanfattning.')
    expect(saved.text).toContain('Kollegans bakgrund.')
  })

  it('en attesterad text som ändras i Word behöver attesteras igen', async () => {
    await sendToAttest(server, utlatande, ['Karin Tallmo'])
    await attest(server, utlatande, 'Karin Tallmo')
    const { save } = await giveBack(edited(docx, [SUMMARY, 'Något annat.']))
    const saved = await save()
    expect(saved.text).toMatch(/Karin Tallmo.*tidigare version|Ute för attest/s)
    expect(saved.text).not.toContain('Attesterat i sin helhet')
  })

  it.each([
    ['en textfil', 'utlatande.docx', strToU8('Bara text'), 'går inte att läsa som Word'],
    ['en tom fil', 'tom.docx', new Uint8Array(), 'går inte att läsa som Word'],
    ['ett annat zip', 'x.docx', zipSync({ 'a.txt': strToU8('a') }), 'går inte att läsa som Word'],
    [
      'trasig XML',
      'x.docx',
      zipSync({ 'word/document.xml': strToU8('<w:document><w:body><w:p>') }),
      'går inte att läsa som Word',
    ],
    [
      'en DOCX utan text',
      'x.docx',
      zipSync({ 'word/document.xml': strToU8('<w:document><w:body><w:p/></w:body></w:document>') }),
      'Det står ingenting i filen',
    ],
    [
      'egna entiteter',
      'x.docx',
      zipSync({
        'word/document.xml': strToU8(
          '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]><w:document><w:body><w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p></w:body></w:document>',
        ),
      }),
      'går inte att läsa som Word',
    ],
    [
      'ett zip som sväller',
      'x.docx',
      zipSync({ 'word/document.xml': new Uint8Array(40 * 1024 * 1024) }),
      'går inte att läsa som Word',
    ],
  ])('%s ger ett klart besked och ändrar inget', async (_what, name, bytes, message) => {
    const { page } = await giveBack(bytes, name)
    expect(page.status).toBe(400)
    expect(page.text).toContain(message)
  })

  it('ett personnummer i filen hindrar att den sparas, och inget annat går förlorat', async () => {
    const number = testPersonnummer()
    const { save } = await giveBack(edited(docx, [SUMMARY, `Gäller ${number} i övrigt.`]))
    const page = await save()
    expect(page.status).toBe(400)
    expect(page.text).toContain('personnummer')
    expect(page.text).toContain(`Gäller ${number} i övrigt.`)
  })

  it('filen hör till sitt utlåtande och kan inte lämnas tillbaka av den som inte skriver i det', async () => {
    for (const [who, status] of [
      ['Ulla Norén', 404],
      ['Eva Sand', 403],
    ] as const) {
      const refused = await (await as(who)).postFile(`${utlatande}/word`, {}, { name: 'x.docx', bytes: docx })
      expect(refused.status, who).toBe(status)
    }
    const other = edited(docx)
    const files = unzipSync(other)
    const custom = strFromU8(files['docProps/custom.xml'] ?? new Uint8Array())
    const strange = zipSync({
      ...files,
      'docProps/custom.xml': strToU8(custom.replace(/[0-9a-f]{8}-[0-9a-f]{4}/, '00000000-0000')),
    })
    expect((await giveBack(strange)).page.text).toContain('hör till ett annat tjänsteutlåtande')
  })

  it('spårade ändringar, kommentarer och tabeller sägs till om', async () => {
    const { page } = await giveBack(
      edited(docx, [
        SUMMARY,
        'Förvaltningen</w:t></w:r><w:ins w:id="9"><w:r><w:t> nu</w:t></w:r></w:ins><w:del w:id="8"><w:r><w:delText>förr</w:delText></w:r></w:del><w:r><w:commentReference w:id="1"/></w:r><w:r><w:t xml:space="preserve"> ser positivt.',
      ]),
    )
    expect(page.text).toContain('spårade ändringar')
    expect(page.text).toContain('Kommentarerna i filen följer inte med.')
    expect(page.text).toContain('nu')
    expect(page.text).not.toContain('förr')
  })
})
