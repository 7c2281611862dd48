import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type Dokument, renderDocx } from '../../src/handlingar/index.ts'
import { FEM_SIDOR, UTLATANDE } from './exempel.ts'
import { ONDA_TEXTER, overallt } from './onda-texter.ts'
import { flowing, withDocumentPrograms } from './programs.ts'

async function parts(dokument: Dokument): Promise<(name: string) => string> {
  const files = unzipSync(await renderDocx(dokument))
  return (name) => {
    const file = files[name]
    if (!file) throw new Error(`${name} is not in the file`)
    return strFromU8(file)
  }
}

/** The text of paragraphs that have a style. */
function styled(xml: string, style: string): string[] {
  return [...xml.matchAll(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>/gs)]
    .map(([paragraph]) => paragraph)
    .filter((paragraph) => paragraph.includes(`<w:pStyle w:val="${style}"/>`))
    .map((paragraph) => [...paragraph.matchAll(/<w:t [^>]*>([^<]*)/g)].map(([, text]) => text).join(''))
}

describe('ett dokument som Wordfil', () => {
  it('har riktiga rubriker, numrerade listor och citat', async () => {
    const xml = (await parts(UTLATANDE))('word/document.xml')
    expect(styled(xml, 'Title')).toEqual([UTLATANDE.title])
    expect(styled(xml, 'Subtitle')).toEqual([UTLATANDE.subtitle])
    expect(styled(xml, 'Heading1')).toEqual([
      'Förvaltningens förslag till beslut',
      'Sammanfattning',
      'Bakgrund',
      'Ärendet',
      'Ärendets beredning',
      'Förvaltningens synpunkter och förslag',
      'Bilagor',
      'Attesterat av',
    ])
    expect(styled(xml, 'Heading2')).toEqual(['Vad som är nytt', 'Konsekvenser för barn och unga'])
    expect(styled(xml, 'ListParagraph')).toHaveLength(2 + 4 + 3 + 2)
    expect(styled(xml, 'Quote')).toHaveLength(2)
  })

  it('börjar om numreringen i varje lista', async () => {
    const part = await parts(UTLATANDE)
    const used = [...part('word/document.xml').matchAll(/<w:numId w:val="(\d+)"/g)].map(([, id]) => id)
    // Förslag, the bullets, the three new things, bilagor.
    expect(new Set(used).size).toBe(4)
    for (const id of new Set(used)) {
      expect(part('word/numbering.xml')).toMatch(new RegExp(`<w:num w:numId="${id}".*?<w:startOverride w:val="1"/>`))
    }
  })

  it('är på svenska, i A4, och har titel, ämne och nyckelord', async () => {
    const part = await parts(UTLATANDE)
    expect(part('word/styles.xml')).toMatch(/<w:lang w:val="sv-SE"/)
    expect(part('word/document.xml')).toMatch(/<w:pgSz w:w="1190[56]" w:h="1683[78]"/)
    const core = part('docProps/core.xml')
    for (const words of [
      UTLATANDE.title,
      'Tjänsteutlåtande, Dnr AMN 2026/57',
      'Ekhamns kommun',
      'brottsförebyggande arbete',
    ])
      expect(core).toContain(words)
    expect(part('word/fontTable.xml')).toMatch(/w:name="Source Serif 4"><w:altName w:val="Georgia"/)
  })

  it('har diarienummer och sidnummer som fält i sidhuvudet', async () => {
    const part = await parts(UTLATANDE)
    const [first, later] = [part('word/header1.xml'), part('word/header2.xml')].sort((a, b) => a.length - b.length)
    for (const header of [first, later]) {
      expect(header).toMatch(/Sida .*PAGE.* \(.*NUMPAGES.*\)/s)
    }
    expect(later).toContain('Dnr AMN 2026/57')
    expect(part('word/document.xml')).toContain('<w:titlePg/>')
  })

  it('har en rubrikrad i attesttabellen som följer med till nästa sida', async () => {
    const xml = (await parts(UTLATANDE))('word/document.xml')
    const table = xml.slice(xml.lastIndexOf('<w:tbl>'))
    expect([...table.matchAll(/<w:tblHeader\/>/g)]).toHaveLength(1)
    expect(table.indexOf('Namn, titel')).toBeGreaterThan(table.indexOf('<w:tblHeader/>'))
    expect(table).toContain('Kerstin Öberg, förvaltningsdirektör')
  })

  it('har ett bokmärke runt varje synpunkt, med hela dess text', async () => {
    const xml = (await parts(UTLATANDE))('word/document.xml')
    for (const [nr, words] of [
      [1, ['Synpunkt 1', 'inom tio arbetsdagar', 'ska bidra med kunskap']],
      [2, ['Synpunkt 2', 'arbetar eller studerar', 'till arbete eller studier']],
      [3, ['Synpunkt 3', 'uppföljningen blir offentlig']],
    ] as const) {
      const start = new RegExp(`<w:bookmarkStart w:name="synpunkt_${nr}" w:id="(\\d+)"/>`).exec(xml)
      const end = xml.indexOf(`<w:bookmarkEnd w:id="${start?.[1]}"/>`)
      const marked = xml.slice(start?.index, end)
      for (const word of words) expect(marked).toContain(word)
      expect(marked).not.toContain(`Synpunkt ${nr + 1}`)
    }
  })

  it('har bara ett bokmärke när två synpunkter har fått samma nummer', async () => {
    const point = { type: 'synpunkt' as const, synpunkt: { nr: 7, kinds: [], place: 'passage 1', text: 'En text.' } }
    const xml = (await parts({ ...UTLATANDE, sections: [{ level: 1, heading: 'A', parts: [point, point] }] }))(
      'word/document.xml',
    )
    expect([...xml.matchAll(/synpunkt_7"/g)]).toHaveLength(1)
  })

  it('blir samma fil varje gång', async () => {
    expect(Buffer.from(await renderDocx(UTLATANDE)).equals(await renderDocx(FEM_SIDOR))).toBe(false)
    expect(Buffer.from(await renderDocx(UTLATANDE)).equals(await renderDocx(structuredClone(UTLATANDE)))).toBe(true)
  })

  it('skriver ut det som ser ut som kod som den text den är, i varje fält', async () => {
    for (const text of ONDA_TEXTER) {
      const { dokument, fields } = overallt(text)
      const xml = (await parts(dokument))('word/document.xml')
      const printed = [...xml.matchAll(/<w:t [^>]*>([^<]*)/g)]
        .map(([, run = '']) => run)
        .join('\n')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'")
        .replaceAll('&amp;', '&')
      for (const field of fields) expect(printed, field).toContain(field)
    }
  })

  it('har inga tecken som en XML-läsare stannar på', async () => {
    const { dokument } = overallt('a\u0000b\u0007c\ud800d\ufffee\u{1fffe}f\u202eg')
    const part = await parts(dokument)
    for (const name of ['word/document.xml', 'docProps/core.xml', 'word/header1.xml']) {
      // biome-ignore format: one class
      expect(part(name)).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\u202a-\u202e]|[\ud800-\udbff](?![\udc00-\udfff])/)
    }
  })
})

withDocumentPrograms('Wordfilen öppnad i LibreOffice', ({ run, file, read, folder }) => {
  const converted = (name: string, bytes: Uint8Array): string => {
    const profile = `-env:UserInstallation=file://${folder}/profil`
    run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file(`${name}.docx`, bytes)])
    return run('pdftotext', ['-enc', 'UTF-8', `${folder}/${name}.pdf`, '-'])
  }

  it('säger samma sak som dokumentet, med sidnummer på varje sida', async () => {
    const text = converted('fem', await renderDocx(FEM_SIDOR))
    const pages = text.split('\f').slice(0, -1)
    pages.forEach((page, at) => {
      expect(page).toContain(`Sida ${at + 1} (${pages.length})`)
      expect(page).toContain('Dnr AMN 2026/57')
    })
    const running = flowing(text)
    for (const words of [
      'Arbetsmarknadsnämnden beslutar att omedelbart justera paragrafen.',
      'Brottsförebyggande rådet (bra.se/kommuners-ansvar)',
      '”ska bidra med kunskap och resurser när detta är påkallat”',
      'Detta dokument har godkänts digitalt av följande personer:',
    ])
      expect(running).toContain(words)
  })

  it('öppnas också när varje fält är fullt av kod', async () => {
    const { dokument } = overallt(ONDA_TEXTER.join(' '))
    expect(flowing(converted('ond', await renderDocx(dokument)))).toContain('#read("/etc/passwd")')
  })

  it('behåller bokmärkena när filen har sparats om i en ordbehandlare', async () => {
    const profile = `-env:UserInstallation=file://${folder}/profil`
    const source = file('rund.docx', await renderDocx(UTLATANDE))
    run('soffice', [profile, '--headless', '--convert-to', 'odt', '--outdir', folder, source])
    run('soffice', [
      profile,
      '--headless',
      '--convert-to',
      'docx:MS Word 2007 XML',
      '--outdir',
      `${folder}/ater`,
      `${folder}/rund.odt`,
    ])
    const files = unzipSync(read('ater/rund.docx'))
    const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array())
    for (const nr of [1, 2, 3]) expect(xml).toContain(`w:name="synpunkt_${nr}"`)
  })
})
