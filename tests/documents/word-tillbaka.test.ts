import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareWord, fromWord, partsOf, type UtlatandeText } from '../../src/arenden/index.ts'
import { type Dokument, readDocx, renderDocx } from '../../src/handlingar/index.ts'
import { fromMarkdown } from '../../src/platform/text/index.ts'
import { UTLATANDE } from './exempel.ts'
import { withDocumentPrograms } from './programs.ts'

const BASE: UtlatandeText = {
  title: 'Yttrande över remiss av trygghetsprogram',
  forslag: ['Nämnden hänvisar till tjänsteutlåtandet som sitt yttrande.', 'Paragrafen justeras omedelbart.'],
  sections: [
    { key: 'sammanfattning', heading: 'Sammanfattning', markdown: 'Förvaltningen är **i huvudsak** positiv.' },
    { key: 'bakgrund', heading: 'Bakgrund', markdown: '' },
    {
      key: 'arendet',
      heading: 'Ärendet',
      markdown:
        'Programmet har fyra delar:\n\n- Förebyggande\n- Insatser\n\n### Nytt\n\n1. Lokala råd\n2. Register\n\n> Ett citat ur programmet.\n\nSe [rådet](https://exempel.example/lag).',
    },
    {
      key: 'synpunkter',
      heading: 'Förvaltningens synpunkter och förslag',
      markdown: 'Först något allmänt.\n\n[Synpunkt 2]\n\nSedan något mer.',
      hasPoints: true,
    },
  ],
  points: [
    {
      nr: 1,
      kinds: ['oklart'],
      text: 'Ansvaret bör anges.',
      source: 'forvaltningen',
      place: 'passage 2.4',
      quote: 'när detta är påkallat',
    },
    {
      nr: 2,
      kinds: ['andring'],
      text: 'Stryk ordet.\n\nEtt andra stycke.',
      source: 'forvaltningen',
      place: 'helheten',
      quote: null,
    },
  ],
  bilagor: ['Programmet'],
}

/** The file of a text, as the program makes it. */
function dokumentOf(text: UtlatandeText): Dokument {
  return {
    ...UTLATANDE,
    title: text.title,
    forslag: { heading: 'Förvaltningens förslag till beslut', points: text.forslag },
    sections: text.sections.map((section) => ({
      level: 1,
      heading: section.heading,
      key: section.key,
      parts: partsOf(section, text.points).map((part) =>
        part.type === 'text'
          ? { type: 'text', blocks: fromMarkdown(part.markdown) }
          : { type: 'synpunkt', synpunkt: { ...part.point, kinds: part.point.kinds } },
      ),
    })),
    bilagor: text.bilagor,
    origin: { id: '0199aaaa-0000-7000-8000-000000000001', version: 3 },
  }
}

const read = async (text: UtlatandeText) => readDocx(await renderDocx(dokumentOf(text)))
const changed = (parts: ReturnType<typeof compareWord>) => parts.filter((part) => part.state !== 'lika')

describe('en Wordfil som kommer tillbaka', () => {
  it('som ingen har ändrat ändrar ingenting', async () => {
    const docx = await read(BASE)
    expect(docx.properties).toMatchObject({ 'samsyn-version': '3' })
    const word = fromWord(docx, BASE)
    expect(word.notes).toEqual([])
    expect(changed(compareWord(word, BASE, BASE))).toEqual([])
  })

  it('ger varje del tillbaka, hur texten än ser ut', async () => {
    const words = fc
      .array(
        fc.constantFrom(
          'ord',
          'Å',
          '*',
          '[',
          ']',
          '#',
          '- ',
          '1. ',
          '> ',
          '**fet**',
          '*k*',
          ' ',
          '\n',
          '\n\n',
          '(x)',
          '🌊',
          '\u00a0',
          '_',
        ),
        { maxLength: 14 },
      )
      .map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(words, words, words, async (one, two, three) => {
        const text: UtlatandeText = {
          ...BASE,
          sections: BASE.sections.map((section, at) => ({ ...section, markdown: [one, two, three, one][at] ?? '' })),
          points: BASE.points.map((point) => ({ ...point, text: `Text ${two.replace(/\s+/g, ' ').trim()}`.trim() })),
        }
        const word = fromWord(await read(text), text)
        expect(changed(compareWord(word, text, text))).toEqual([])
        expect(word.notes).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('med ny text i ett avsnitt, en synpunkt och ett förslag ger just dem', async () => {
    const edited = structuredClone(BASE)
    edited.forslag[0] = 'Nämnden beslutar något annat.'
    edited.sections[1] = { key: 'bakgrund', heading: 'Bakgrund', markdown: 'Nu finns en bakgrund.' }
    if (edited.points[1]) edited.points[1].text = 'Stryk hela meningen.'
    const parts = compareWord(fromWord(await read(edited), BASE), BASE, BASE)
    expect(changed(parts).map(({ name, file, state }) => [name, file, state])).toEqual([
      ['forslag', 'Nämnden beslutar något annat.\nParagrafen justeras omedelbart.', 'filen'],
      ['avsnitt-bakgrund', 'Nu finns en bakgrund.', 'filen'],
      ['synpunkt-2', 'Stryk hela meningen.', 'filen'],
    ])
  })

  it('skriver inte över vad någon annan har sparat under tiden', async () => {
    const edited = structuredClone(BASE)
    if (edited.sections[0]) edited.sections[0].markdown = 'I filen.'
    const now = structuredClone(BASE)
    if (now.sections[0]) now.sections[0].markdown = 'Av en kollega.'
    now.bilagor = ['Programmet', 'En bilaga till']
    const parts = compareWord(fromWord(await read(edited), BASE), BASE, now)
    expect(changed(parts)).toMatchObject([{ name: 'avsnitt-sammanfattning', state: 'bada', now: 'Av en kollega.' }])
    expect(parts.find(({ name }) => name === 'bilagor')).toMatchObject({
      state: 'lika',
      file: 'Programmet\nEn bilaga till',
    })
  })

  it('säger vad som inte fick plats: ny rubrik, borttagen rubrik, borttagen synpunkt', async () => {
    const edited = structuredClone(BASE)
    edited.points.pop()
    edited.sections[2] = { key: 'ekonomi', heading: 'Ekonomi', markdown: 'Det kostar inget.' }
    const word = fromWord(await read(edited), BASE)
    expect(word.notes.map(({ key, value }) => `${key}: ${value}`)).toEqual([
      'ny-rubrik: Ekonomi',
      'saknad-rubrik: Ärendet',
      'saknad-synpunkt: 2',
    ])
    expect(word.sections.get('sammanfattning')).toContain('Det kostar inget.')
  })
})

withDocumentPrograms('en fil som har sparats av ett annat program', (programs) => {
  it('behåller synpunkter, avsnitt och version genom LibreOffice', async () => {
    programs.file('ut.docx', await renderDocx(dokumentOf(BASE)))
    programs.run('soffice', [
      `-env:UserInstallation=file://${programs.folder}/profil`,
      '--headless',
      '--convert-to',
      'docx:MS Word 2007 XML',
      '--outdir',
      `${programs.folder}/in`,
      `${programs.folder}/ut.docx`,
    ])
    const docx = readDocx(programs.read('in/ut.docx'))
    expect(docx.properties).toMatchObject({ 'samsyn-version': '3' })
    const word = fromWord(docx, BASE)
    expect(word.notes).toEqual([])
    expect(changed(compareWord(word, BASE, BASE))).toEqual([])
  })
})
