import { describe, expect, it } from 'vitest'
import { fromMarkdown, plainText, toMarkdown } from '../platform/text/index.ts'
import { FOKUSOMRADEN, PASSAGE_KINDS } from '../trygghetsprogram/index.ts'
import { type DemoPassage, type DemoProgram, prosa } from './demo-program.ts'
import { DEMO_SYNPUNKT_KINDS, type DemoAnkare } from './demo-remiss.ts'
import { DEMO_ROLES, EKHAMN_AKTORER, EKHAMN_OMRADEN } from './ekhamn-aktorer.ts'
import { EKHAMN_PERSONER } from './ekhamn-personer.ts'
import { EKHAMN_PROGRAM_2024 } from './ekhamn-program-2024.ts'
import { EKHAMN_PROGRAM_2028 } from './ekhamn-program-2028.ts'
import { EKHAMN_REMISS_2023, EKHAMN_REMISS_2026 } from './ekhamn-remisser.ts'

const programs = [EKHAMN_PROGRAM_2024, EKHAMN_PROGRAM_2028]
const remisser = [EKHAMN_REMISS_2023, EKHAMN_REMISS_2026]
const aktorKeys = new Set(EKHAMN_AKTORER.map((aktor) => aktor.key))

function passages(program: DemoProgram): DemoPassage[] {
  return program.avsnitt.flatMap((avsnitt) => avsnitt.passages)
}

function ofKind(kind: string): number {
  return EKHAMN_AKTORER.filter((aktor) => aktor.kind === kind).length
}

function unique(keys: string[]): boolean {
  return new Set(keys).size === keys.length
}

describe('kommunen Ekhamn', () => {
  it('har fem stadsdelar med var sin stadsdelsnämnd, nio nämnder, tre bolag, Polisen och fyra andra parter', () => {
    expect(EKHAMN_OMRADEN).toHaveLength(5)
    expect(ofKind('stadsdelsnamnd')).toBe(5)
    expect(ofKind('kommunfullmaktige')).toBe(1)
    expect(ofKind('kommunstyrelse') + ofKind('facknamnd')).toBe(9)
    expect(ofKind('bolag')).toBe(3)
    expect(ofKind('polis')).toBe(1)
    expect(ofKind('region') + ofKind('kommunalforbund') + ofKind('naringsliv') + ofKind('forening')).toBe(4)
  })

  it('har mellan 20 och 26 personer som tillsammans har alla tio roller', () => {
    expect(EKHAMN_PERSONER.length).toBeGreaterThanOrEqual(20)
    expect(EKHAMN_PERSONER.length).toBeLessThanOrEqual(26)
    const held = new Set(EKHAMN_PERSONER.flatMap((person) => person.uppdrag.map((uppdrag) => uppdrag.role)))
    expect([...held].sort()).toEqual([...DEMO_ROLES].sort())
    expect(DEMO_ROLES).toHaveLength(10)
  })

  it.each([
    ['ks', ['registrator', 'handlaggare', 'trygghetssamordnare', 'namndsekreterare', 'administrator']],
    ['amn', ['registrator', 'handlaggare', 'forvaltningschef', 'namndsekreterare', 'fortroendevald']],
    ['sdn-sodervik', ['stadsdelssamordnare', 'handlaggare', 'registrator']],
    ['sdn-norrby', ['stadsdelssamordnare', 'handlaggare', 'registrator']],
    ['son', ['registrator', 'handlaggare']],
    ['bostadsbolaget', ['privat-part']],
    ['polisen', ['polis']],
  ])('%s har folk i de roller som en remiss behöver', (aktor, roles) => {
    const held = EKHAMN_PERSONER.flatMap((person) => person.uppdrag)
      .filter((uppdrag) => uppdrag.aktor === aktor)
      .map((uppdrag) => uppdrag.role as string)
    expect(held).toEqual(expect.arrayContaining(roles))
  })

  it('har nycklar som är unika och leder någonstans, och egna prefix för varje diarium', () => {
    const omradeKeys = new Set(EKHAMN_OMRADEN.map((omrade) => omrade.key))
    expect(unique(EKHAMN_AKTORER.map((aktor) => aktor.key))).toBe(true)
    expect(unique(EKHAMN_PERSONER.map((person) => person.key))).toBe(true)
    expect(unique(EKHAMN_PERSONER.map((person) => person.name))).toBe(true)
    expect(unique(EKHAMN_AKTORER.flatMap((aktor) => aktor.prefix ?? []))).toBe(true)
    for (const { omrade, coverage } of EKHAMN_AKTORER.flatMap((aktor) => aktor.omraden)) {
      expect(omradeKeys).toContain(omrade)
      expect(coverage).toBeGreaterThan(0)
      expect(coverage).toBeLessThanOrEqual(1)
    }
    for (const person of EKHAMN_PERSONER) {
      expect(person.uppdrag.length).toBeGreaterThan(0)
      for (const uppdrag of person.uppdrag) expect(aktorKeys).toContain(uppdrag.aktor)
    }
  })
})

describe('Ekhamns program', () => {
  it('har minst 40 passager i utkastet, varav minst tio ger ansvar och minst sex är exempel', () => {
    const kinds = passages(EKHAMN_PROGRAM_2028).map((passage) => passage.kind)
    expect(kinds.length).toBeGreaterThanOrEqual(40)
    expect(kinds.filter((kind) => kind === 'ansvar').length).toBeGreaterThanOrEqual(10)
    expect(kinds.filter((kind) => kind === 'exempel').length).toBeGreaterThanOrEqual(6)
  })

  it('skiljer sig mellan versionerna: samma, ändrade, nya och borttagna passager', () => {
    const before = new Map(passages(EKHAMN_PROGRAM_2024).map((passage) => [passage.key, passage.markdown]))
    const after = new Map(passages(EKHAMN_PROGRAM_2028).map((passage) => [passage.key, passage.markdown]))
    const changed = [...after].filter(([key, markdown]) => before.has(key) && before.get(key) !== markdown)
    expect(changed.length).toBeGreaterThan(15)
    expect([...after.keys()].some((key) => !before.has(key))).toBe(true)
    expect([...before.keys()].some((key) => !after.has(key))).toBe(true)
  })

  it('ger facknämnder och bolag uppdraget att bidra när det är påkallat som passage 2.4 i båda', () => {
    for (const program of programs) {
      const passage = program.avsnitt[1]!.passages[3]!
      expect(passage.key).toBe('uppdrag-bidra')
      for (const word of ['acknämnder', 'bolagsstyrelser', 'verksamhetsområde', 'kunskap och resurser', 'påkallat']) {
        expect(passage.markdown).toContain(word)
      }
    }
  })

  it.each(programs)('$title har tio kapitel, ett för varje fokusområde, och unika nycklar', (program) => {
    expect(program.avsnitt).toHaveLength(10)
    expect(program.avsnitt.flatMap((avsnitt) => avsnitt.fokusomrade ?? [])).toEqual([...FOKUSOMRADEN])
    expect(unique(program.avsnitt.map((avsnitt) => avsnitt.key))).toBe(true)
    expect(unique(passages(program).map((passage) => passage.key))).toBe(true)
    for (const passage of passages(program)) {
      expect(PASSAGE_KINDS).toContain(passage.kind)
      expect(passage.key).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    }
  })

  it.each(programs.flatMap(passages))('$key går att läsa in och skriva ut igen utan att ändras', ({ markdown }) => {
    expect(toMarkdown(fromMarkdown(markdown))).toBe(markdown)
  })

  it('skrivs i källan med radbrytningar som inte följer med in i texten', () => {
    expect(prosa('\n  En mening\n  till:\n\n  - ett\n    led\n  - två\n')).toBe('En mening till:\n\n- ett led\n- två')
  })
})

describe('Ekhamns remisser', () => {
  const program = (key: string): DemoProgram => programs.find((candidate) => candidate.key === key)!

  it.each(remisser)('$dnr frågar om kapitel som finns och har ett missiv', (remiss) => {
    const avsnittKeys = program(remiss.program).avsnitt.map((avsnitt) => avsnitt.key)
    expect(aktorKeys).toContain(remiss.avsandare)
    expect(remiss.missiv).toBe(toMarkdown(fromMarkdown(remiss.missiv)))
    for (const question of remiss.questions) {
      if (question.avsnitt !== null) expect(avsnittKeys).toContain(question.avsnitt)
    }
    expect(unique(remiss.questions.map((question) => question.key))).toBe(true)
  })

  it('har ett utkast som ännu inte skickats och som ger rimlig tid att svara', () => {
    expect(EKHAMN_REMISS_2026.status).toBe('utkast')
    expect(EKHAMN_REMISS_2026.dnr).toBe('KS 2026/112')
    expect(EKHAMN_REMISS_2026.replyByDaysFromToday).toBeGreaterThanOrEqual(60)
  })

  it('har ett svar som kom för sent och en instans som teg', () => {
    const { svar, instanser, replyByOn } = EKHAMN_REMISS_2023
    const late = svar.filter((reply) => reply.receivedAt.slice(0, 10) > replyByOn)
    expect(late.map((reply) => reply.aktor)).toEqual(['sdn-sodervik'])
    const silent = instanser.filter((instans) => !svar.some((reply) => reply.aktor === instans.aktor))
    expect(silent.map((instans) => instans.aktor)).toEqual(['trn'])
  })

  it('har svar med eget diarienummer, tre till sex synpunkter och alla slag av synpunkter och ankare', () => {
    const { svar, instanser } = EKHAMN_REMISS_2023
    for (const reply of svar) {
      expect(instanser).toContainEqual({ aktor: reply.aktor, dnr: reply.dnr })
      const prefix = EKHAMN_AKTORER.find((aktor) => aktor.key === reply.aktor)!.prefix
      expect(reply.dnr.startsWith(`${prefix} 2023/`)).toBe(true)
      expect(reply.synpunkter.length).toBeGreaterThanOrEqual(3)
      expect(reply.synpunkter.length).toBeLessThanOrEqual(6)
    }
    const points = svar.flatMap((reply) => reply.synpunkter)
    expect(new Set(points.flatMap((point) => point.kinds))).toEqual(new Set(DEMO_SYNPUNKT_KINDS))
    const anchorTypes = new Set(points.map((point) => point.ankare.type))
    expect(anchorTypes).toEqual(new Set(['passage', 'avsnitt', 'helheten', 'saknas']))
  })

  const anchors = EKHAMN_REMISS_2023.svar.flatMap((reply) =>
    reply.synpunkter.map((point, at) => ({ name: `${reply.dnr} synpunkt ${at + 1}`, ankare: point.ankare })),
  )
  it.each(anchors)('$name är förankrad i något som finns, och ett citat står där precis en gång', ({ ankare }) => {
    expect(anchorProblem(ankare)).toBeNull()
  })

  function anchorProblem(ankare: DemoAnkare): string | null {
    const { avsnitt } = program(EKHAMN_REMISS_2023.program)
    switch (ankare.type) {
      case 'helheten':
        return null
      case 'avsnitt':
        return avsnitt.some(({ key }) => key === ankare.avsnitt) ? null : `kapitlet ${ankare.avsnitt} saknas`
      case 'saknas':
        return ankare.avsnitt === null || avsnitt.some(({ key }) => key === ankare.avsnitt) ? null : 'kapitlet saknas'
      case 'passage': {
        const passage = passages(program(EKHAMN_REMISS_2023.program)).find(({ key }) => key === ankare.passage)
        if (!passage) return `passagen ${ankare.passage} saknas`
        const occurrences = plainText(fromMarkdown(passage.markdown)).split(ankare.quote).length - 1
        return occurrences === 1 ? null : `citatet står ${occurrences} gånger i ${ankare.passage}`
      }
    }
  }
})

describe('allt som demot innehåller', () => {
  const everything = JSON.stringify([EKHAMN_AKTORER, EKHAMN_PERSONER, programs, remisser])

  it('saknar siffror som ser ut som personnummer', () => {
    expect(everything).not.toMatch(/(?:\d{2})?\d{6}[-+ ]?\d{4}/)
  })

  it('är skrivet i NFC och utan dubbla mellanslag', () => {
    expect(everything).toBe(everything.normalize('NFC'))
    expect(everything).not.toMatch(/ {2}/)
  })
})
