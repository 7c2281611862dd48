import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { compareWord, fromWord, partsOf, pointsGone, type UtlatandeText } from '../../src/arenden/index.ts'
import { type Dokument, type LastDocx, readDocx, renderDocx } from '../../src/handlingar/index.ts'
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

/** A paragraph that somebody has typed. */
const typed = (text: string, style = 'normal'): LastDocx['paragraphs'][number] => ({
  style,
  level: 0,
  list: null,
  runs: [{ text }],
  marks: [],
  inTable: false,
})
const words = (paragraph: LastDocx['paragraphs'][number]) => paragraph.runs.map((run) => run.text).join('')

/** The file after somebody has edited the first paragraph that begins so: what stands in its place. */
function editedAt(
  docx: LastDocx,
  beginning: string,
  edit: (paragraph: LastDocx['paragraphs'][number]) => LastDocx['paragraphs'],
): LastDocx {
  const at = docx.paragraphs.findIndex((paragraph) => words(paragraph).startsWith(beginning))
  if (at < 0) throw new Error(`the file does not say ${beginning}`)
  return {
    ...docx,
    paragraphs: docx.paragraphs.flatMap((paragraph, nr) => (nr === at ? edit(paragraph) : [paragraph])),
  }
}

describe('det som någon skriver i Word försvinner inte tyst', () => {
  const partOf = (docx: LastDocx, name: string, now = BASE) =>
    compareWord(fromWord(docx, BASE), BASE, now).find((part) => part.name === name)
  const notesOf = (docx: LastDocx) => fromWord(docx, BASE).notes.map(({ key, value }) => `${key}: ${value}`)

  it('ett förslag som delas i två är två', async () => {
    const docx = editedAt(await read(BASE), 'Nämnden hänvisar', (paragraph) => [
      { ...paragraph, runs: [{ text: 'Nämnden hänvisar till tjänsteutlåtandet' }] },
      { ...paragraph, runs: [{ text: 'som sitt yttrande.' }] },
    ])
    expect(partOf(docx, 'forslag')).toMatchObject({
      state: 'filen',
      file: 'Nämnden hänvisar till tjänsteutlåtandet\nsom sitt yttrande.\nParagrafen justeras omedelbart.',
    })
  })

  it('ett stycke som delas i två är två', async () => {
    const docx = editedAt(await read(BASE), 'Först något allmänt.', (paragraph) => [
      { ...paragraph, runs: [{ text: 'Först' }] },
      { ...paragraph, runs: [{ text: 'något allmänt.' }] },
    ])
    expect(partOf(docx, 'avsnitt-synpunkter')).toMatchObject({ state: 'filen' })
    const point = editedAt(await read(BASE), 'Stryk ordet.', (paragraph) => [
      { ...paragraph, runs: [{ text: 'Stryk' }] },
      { ...paragraph, runs: [{ text: 'ordet.' }] },
    ])
    expect(partOf(point, 'synpunkt-2')).toMatchObject({ state: 'filen', file: 'Stryk\n\nordet.\n\nEtt andra stycke.' })
  })

  it('förslag och bilagor utan sin rubrik töms inte', async () => {
    const docx = await read(BASE)
    const without = {
      ...docx,
      paragraphs: docx.paragraphs.filter(
        (paragraph) => !paragraph.marks.some((mark) => ['samsyn_forslag', 'samsyn_bilagor'].includes(mark)),
      ),
    }
    expect(partOf(without, 'forslag')).toMatchObject({ state: 'lika', file: BASE.forslag.join('\n') })
    expect(partOf(without, 'bilagor')).toMatchObject({ state: 'lika', file: 'Programmet' })
    expect(notesOf(without)).toEqual(
      expect.arrayContaining(['saknad-rubrik: Förslag till beslut', 'saknad-rubrik: Bilagor']),
    )
  })

  it('text i etikettens format i en synpunkt är synpunktens text, också efter etiketten på samma rad', async () => {
    const docx = editedAt(await read(BASE), 'Synpunkt 2', (label) => [
      { ...label, runs: [...label.runs, { text: ' Skrivet efter etiketten.' }] },
      { ...label, runs: [{ text: 'Skrivet i etikettens format.' }] },
    ])
    expect(partOf(docx, 'synpunkt-2')).toMatchObject({
      file: 'Skrivet efter etiketten.\n\nSkrivet i etikettens format.\n\nStryk ordet.\n\nEtt andra stycke.',
    })
  })

  it('text i citatformat i en synpunkt utan citat är synpunktens text, och ett längre citat är ett ändrat', async () => {
    const docx = editedAt(await read(BASE), 'Stryk ordet.', (paragraph) => [
      paragraph,
      { ...paragraph, style: 'quote', runs: [{ text: 'Som någon har sagt.' }] },
    ])
    expect(partOf(docx, 'synpunkt-2')?.file).toContain('Som någon har sagt.')
    const longer = editedAt(await read(BASE), '”när detta', (quote) => [{ ...quote, runs: [{ text: 'Före.' }] }, quote])
    expect(notesOf(longer)).toContain('citat-andrat: 1')
  })

  it('text efter attesten sägs stå utanför, och text i ett avsnitt med huvudets format följer med', async () => {
    const docx = await read(BASE)
    expect(notesOf({ ...docx, paragraphs: [...docx.paragraphs, typed('Skrivet allra sist.')] })).toEqual([
      'utanfor: Skrivet allra sist.',
    ])
    for (const style of ['huvud', 'subtitle', 'title', 'header']) {
      const pasted = editedAt(docx, 'Sedan något mer.', (paragraph) => [paragraph, typed('Inklistrat.', style)])
      expect([style, partOf(pasted, 'avsnitt-synpunkter')?.file]).toEqual([
        style,
        expect.stringContaining('Inklistrat.'),
      ])
      expect([style, partOf(pasted, 'rubrik')?.state]).toEqual([style, 'lika'])
    }
  })

  it('nya ord i en synpunkt som har tagits bort i svaret under tiden sägs', async () => {
    const docx = editedAt(await read(BASE), 'Stryk ordet.', (paragraph) => [
      { ...paragraph, runs: [{ text: 'Nya ord.' }] },
    ])
    const now = { ...BASE, points: BASE.points.slice(0, 1) }
    const word = fromWord(docx, BASE)
    expect(pointsGone(word, BASE, now)).toEqual([{ key: 'borttagen-synpunkt', value: '2' }])
    expect(pointsGone(word, BASE, BASE)).toEqual([])
    expect(pointsGone(fromWord(await read(BASE), BASE), BASE, now)).toEqual([])
  })
})

describe('läsaren av Wordfiler', () => {
  /** The file with something else in its body. */
  async function withBody(body: string): Promise<Uint8Array> {
    const files = unzipSync(await renderDocx(dokumentOf(BASE)))
    const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array())
    return zipSync({
      ...files,
      'word/document.xml': strToU8(xml.replace(/<w:body>.*<\/w:body>/s, `<w:body>${body}</w:body>`)),
    })
  }
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
  const field = (instruction: string, result: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${instruction} </w:instrText></w:r>` +
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`

  it('läser länkar som är fält, med innehållskontroller och fält i fält', async () => {
    const { paragraphs } = readDocx(
      await withBody(
        `<w:p>${run('Se ')}${field('HYPERLINK "https://exempel.example/lag" \\o "Lagen"', 'lagen')}${run(' nu')}</w:p>` +
          `<w:p><w:fldSimple w:instr=" HYPERLINK &quot;https://exempel.example/b&quot; ">${run('enkel')}</w:fldSimple>${run(' sen')}</w:p>` +
          `<w:sdt><w:sdtPr/><w:sdtContent><w:p>${field('PAGE', '3')}${run(' inne')}</w:p></w:sdtContent></w:sdt>` +
          `<w:p>${field(`HYPERLINK "https://exempel.example/c"`, 'c').replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', `${field('PAGE', '4')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`)}${run(' ute')}</w:p>`,
      ),
    )
    expect(paragraphs.map((paragraph) => paragraph.runs)).toEqual([
      [{ text: 'Se ' }, { text: 'lagen', href: 'https://exempel.example/lag' }, { text: ' nu' }],
      [{ text: 'enkel', href: 'https://exempel.example/b' }, { text: ' sen' }],
      [{ text: '3 inne' }],
      [{ text: 'c4', href: 'https://exempel.example/c' }, { text: ' ute' }],
    ])
  })

  it('tål element som heter som något i språket', async () => {
    const { paragraphs, losses } = readDocx(
      await withBody(`<constructor>${run('x')}</constructor><toString/><w:p><valueOf/>${run('kvar')}</w:p>`),
    )
    expect(paragraphs.map(words)).toEqual(['kvar'])
    expect(losses).toEqual([])
  })

  it.each([
    ['miljoner tomma stycken', '<w:p/>'.repeat(5_000_000)],
    ['element i element i element', `${'<w:p>'.repeat(2_500_000)}${'</w:p>'.repeat(2_500_000)}`],
  ])(
    'kommer ut ur en fil med %s',
    async (_, body) => {
      const bytes = await withBody(body)
      const before = performance.now()
      expect(() => readDocx(bytes)).toThrow(/than a document has/)
      expect(performance.now() - before).toBeLessThan(10_000)
    },
    60_000,
  )

  it('kommer ut ur en fil med hundratusentals bokmärken', async () => {
    const marks = Array.from({ length: 60_000 }, (_, at) => `<w:bookmarkStart w:id="${at}" w:name="m${at}"/>`).join('')
    const bytes = await withBody(`${marks}${`<w:p>${run('a')}</w:p>`.repeat(20_000)}`)
    const before = performance.now()
    expect(() => readDocx(bytes)).toThrow()
    expect(performance.now() - before).toBeLessThan(5_000)
  }, 60_000)
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
