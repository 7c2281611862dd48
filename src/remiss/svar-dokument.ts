import { phoneOf } from '../aktorer/index.ts'
import { findArende, partsOf, standingOf, type Utlatande } from '../arenden/index.ts'
import { ATTEST_SENTENCE, type Dokument, type DokumentSection } from '../handlingar/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { fromMarkdown } from '../platform/text/index.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { formatSwedishDate } from '../platform/time/swedish-date.ts'
import { sammantradeOf } from '../sammantraden/index.ts'
import { type ProgramText, readText } from '../trygghetsprogram/index.ts'
import { listFragor, type Remiss } from './store.ts'
import { svarIdOfUtlatande } from './svar-store.ts'
import { svarTexts } from './svar-texts.ts'
import { listSynpunkter } from './synpunkt-store.ts'

/** A kind of point in words. A document is Swedish, whatever language its reader's pages are in. */
function kindInWords(kind: string): string {
  const text = (svarTexts as Record<string, readonly [string, string]>)[`synpunkt.kind.${kind}`]
  return text?.[0] ?? kind
}

/** `Kommunstyrelsen` as the middle of a sentence. */
function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** `Remiss från kommunstyrelsen, KS 2026/112`; null where nobody has asked. */
export function remissLine(arende: { counterpart: string; counterpartDiarienummer: string | null }): string | null {
  if (arende.counterpart === '') return null
  const dnr = arende.counterpartDiarienummer
  return `Remiss från ${inSentence(arende.counterpart)}${dnr ? `, ${dnr}` : ''}`
}

/** A tjänsteutlåtande as the document that leaves the house: the newest version, with those who have attested exactly it. */
export async function utlatandeDokument(
  db: Db,
  actor: Actor,
  utlatande: Utlatande,
  municipality: string,
  today: string,
): Promise<Dokument> {
  const arende = await findArende(db, actor, utlatande.arendeId)
  const { lines } = await standingOf(db, actor, utlatande, today)
  const meeting = await sammantradeOf(db, actor, utlatande.id)
  const attested = lines.filter((line) => line.state === 'attesterad' && line.done)
  const forvaltning = utlatande.forvaltning ?? utlatande.ownerName
  const signatories = attested.flatMap(({ done }) =>
    done ? [{ name: done.byName, title: done.byTitle, forvaltning }] : [],
  )
  const { text } = utlatande
  const svarId = await svarIdOfUtlatande(db, utlatande.id)
  const idsOf = new Map(
    (await listSynpunkter(db, svarId)).map(({ ordinal, id, ankare }) => [
      ordinal,
      { synpunkt: id, passage: ankare.type === 'passage' ? ankare.passageId : null },
    ]),
  )
  return {
    lang: 'sv',
    origin: { id: utlatande.id, version: utlatande.nr },
    kind: utlatande.label === 'Tjänsteskrivelse' ? 'Tjänsteskrivelse' : 'Tjänsteutlåtande',
    sender: { organisation: municipality, lines: [forvaltning] },
    diarienummer: utlatande.diarienummer,
    date: swedishDay(utlatande.changedAt),
    handlaggare: {
      name: utlatande.authorName,
      title: utlatande.authorTitle,
      phone: await phoneOf(db, utlatande.authorId),
    },
    recipient: { body: utlatande.ownerName, meetingDate: meeting?.heldOn ?? null },
    title: text.title,
    subtitle: remissLine(arende),
    forslag: text.forslag.length > 0 ? { heading: 'Förvaltningens förslag till beslut', points: text.forslag } : null,
    sections: text.sections.map(
      (section): DokumentSection => ({
        level: 1,
        heading: section.heading,
        key: section.key,
        parts: partsOf(section, text.points).map((part) =>
          part.type === 'text'
            ? { type: 'text', blocks: fromMarkdown(part.markdown) }
            : {
                type: 'synpunkt',
                synpunkt: {
                  nr: part.point.nr,
                  kinds: part.point.kinds.map(kindInWords),
                  place: part.point.place,
                  text: part.point.text,
                  quote: part.point.quote,
                  ...(idsOf.has(part.point.nr) && { ids: idsOf.get(part.point.nr) }),
                },
              },
        ),
      }),
    ),
    signatories: signatories.reverse(),
    bilagor: text.bilagor,
    attest:
      attested.length > 0
        ? {
            sentence: ATTEST_SENTENCE,
            rows: attested.flatMap(({ done }) =>
              done ? [{ nameAndTitle: `${done.byName}, ${done.byTitle}`, date: swedishDay(done.at) }] : [],
            ),
          }
        : null,
    keywords: ['remiss', utlatande.diarienummer ?? '', arende.counterpartDiarienummer ?? ''].filter(Boolean),
  }
}

/** The letter that goes out with a remiss: what the opinion should cover, the questions, and by when (FL 26 §). */
export async function remissDokument(
  db: Db,
  remiss: Remiss,
  municipality: string,
  today: string,
  /** With the proposal itself after the letter, as it is filed: one file that is whole. */
  withProgram = false,
): Promise<Dokument> {
  const fragor = await listFragor(db, remiss.id)
  const { avsnitt } = await readText(db, remiss.programVersionId)
  const about = (id: string | null): string => {
    const found = avsnitt.find((one) => one.id === id)
    return found ? ` (avsnitt ${found.number} ${found.title})` : ''
  }
  return {
    lang: 'sv',
    kind: 'Remiss',
    sender: { organisation: municipality, lines: [remiss.ownerName] },
    diarienummer: remiss.diarienummer,
    date: remiss.sentAt ? swedishDay(remiss.sentAt) : today,
    handlaggare: null,
    recipient: null,
    title: remiss.title,
    subtitle: remiss.svarSenast ? `Svar senast den ${formatSwedishDate(remiss.svarSenast, 'sv')}` : null,
    forslag: null,
    sections: [
      ...(remiss.missiv.trim() === ''
        ? []
        : [
            {
              level: 1 as const,
              heading: 'Missiv',
              parts: [{ type: 'text' as const, blocks: fromMarkdown(remiss.missiv) }],
            },
          ]),
      ...(fragor.length === 0
        ? []
        : [
            {
              level: 1 as const,
              heading: 'Vad yttrandet ska gälla',
              parts: [
                {
                  type: 'text' as const,
                  blocks: [
                    {
                      type: 'list' as const,
                      ordered: true,
                      items: fragor.map((fraga) => [{ text: `${fraga.text}${about(fraga.avsnittId)}` }]),
                    },
                  ],
                },
              ],
            },
          ]),
      ...(withProgram ? avsnitt.map(programSection) : []),
    ],
    signatories: [],
    bilagor: withProgram ? [] : ['Förslaget som är på remiss'],
    attest: null,
    keywords: ['remiss', remiss.diarienummer ?? ''].filter(Boolean),
  }
}

/** A section of the proposal, each passage under its number, which is what the replies refer to. */
function programSection(avsnitt: ProgramText['avsnitt'][number]): DokumentSection {
  return {
    level: 1,
    heading: `${avsnitt.number} ${avsnitt.title}`,
    parts: avsnitt.passages.map((passage) => ({
      type: 'text',
      blocks: [{ type: 'paragraph', content: [{ text: passage.number, strong: true }] }, ...passage.blocks],
    })),
  }
}
