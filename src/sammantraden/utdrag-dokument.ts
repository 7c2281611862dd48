import { findArende, listUtlatanden } from '../arenden/index.ts'
import type { Dokument, DokumentKind, DokumentSection } from '../handlingar/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { Db } from '../platform/db/index.ts'
import { visible } from '../platform/links/index.ts'
import { fromMarkdown } from '../platform/text/index.ts'
import { swedishDay } from '../platform/time/clock.ts'
import { formatSwedishDate } from '../platform/time/swedish-date.ts'
import { type BeslutKind, hasJustering } from './model/beslut.ts'
import type { Beslut } from './store.ts'

/** What the paper calls itself. A board has minutes too; one who decides alone has none. */
const KIND: Record<BeslutKind, DokumentKind> = {
  namndbeslut: 'Protokollsutdrag',
  styrelsebeslut: 'Protokollsutdrag',
  delegationsbeslut: 'Delegationsbeslut',
  ordforandebeslut: 'Ordförandebeslut',
  gemensamt_svar: 'Beslut',
}

function section(heading: string, markdown: string): DokumentSection[] {
  if (markdown.trim() === '') return []
  return [{ level: 1, heading, parts: [{ type: 'text', blocks: fromMarkdown(markdown) }] }]
}

/** The points of a wording, without numbers of their own: the document numbers them. */
function pointsOf(wording: string): string[] {
  return wording
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d+[.)]|[-•–])\s+/, '').trim())
    .filter((line) => line !== '')
}

function day(at: string): string {
  return formatSwedishDate(at, 'sv')
}

/** What is known of justering and notice, and what is not yet. */
function justering(beslut: Beslut): string {
  if (!hasJustering(beslut.kind)) return ''
  if (beslut.justeratOn === null) return 'Paragrafen är inte justerad.'
  const how = beslut.isOmedelbartJusterat ? 'justerades omedelbart' : 'justerades'
  const notice = beslut.anslagetOn === null ? '' : ` Anslag om justeringen publicerades den ${day(beslut.anslagetOn)}.`
  return `Paragrafen ${how} den ${day(beslut.justeratOn)}.${notice}`
}

/** On what ground somebody decided alone (KL 6:38–39). */
function ground(beslut: Beslut): string {
  return [
    beslut.decidedBy ? `Beslutet är fattat av ${beslut.decidedBy}.` : '',
    beslut.ground ? `Grund: ${beslut.ground}` : '',
    beslut.reason ? `Skäl: ${beslut.reason}` : '',
  ]
    .filter(Boolean)
    .join('\n\n')
}

/**
 * A decision as the extract that is sent with it: the wording as it was taken, the summary from the tjänsteutlåtande (one field, read
 * again), what it rested on, and what the secretary has entered from the protocol.
 */
export async function utdragDokument(db: Db, actor: Actor, beslut: Beslut, municipality: string): Promise<Dokument> {
  const { arendeId } = beslut
  const [arende] = arendeId === null ? [] : await visible(() => findArende(db, actor, arendeId))
  const utlatande = arendeId === null ? undefined : (await listUtlatanden(db, actor, { arendeId })).at(-1)
  const summary = utlatande?.text.sections.find(({ key }) => key === 'sammanfattning')?.markdown ?? ''
  const basis = utlatande
    ? `- ${utlatande.label} den ${day(swedishDay(utlatande.changedAt))}${utlatande.diarienummer ? `, dnr ${utlatande.diarienummer}` : ''}`
    : ''
  const sentTo = beslut.utdrag.skickasTill || (arende?.counterpart ?? '')
  const paragraf = beslut.paragraf ? `${beslut.paragraf} ` : ''
  return {
    lang: 'sv',
    kind: KIND[beslut.kind],
    sender: { organisation: municipality, lines: [beslut.aktorName] },
    diarienummer: beslut.diarienummer,
    date: beslut.decidedOn,
    handlaggare: null,
    recipient: null,
    title: `${paragraf}${utlatande?.text.title ?? beslut.arendeTitle ?? `${KIND[beslut.kind]} ${day(beslut.decidedOn)}`}`,
    subtitle: `${hasJustering(beslut.kind) || beslut.kind === 'styrelsebeslut' ? 'Sammanträde' : 'Beslut'} den ${day(beslut.decidedOn)}`,
    forslag: {
      heading: `${beslut.aktorName}s beslut`.replace(/ss beslut$/, 's beslut'),
      points: pointsOf(beslut.wording),
    },
    sections: [
      ...section(`${beslut.aktorName} anför därutöver`, beslut.tillagg),
      ...section('Grund för beslutet', ground(beslut)),
      ...section('Sammanfattning av ärendet', summary),
      ...section('Beslutsunderlag', basis),
      ...section('Yrkanden och behandling', beslut.utdrag.yrkanden),
      ...section('Reservationer och särskilda uttalanden', beslut.utdrag.reservationer),
      ...section('Justering', justering(beslut)),
      ...section('Utdraget skickas till', sentTo),
    ],
    signatories: [],
    bilagor: [],
    attest: null,
    keywords: ['beslut', beslut.diarienummer ?? '', beslut.paragraf ?? ''].filter(Boolean),
  }
}
