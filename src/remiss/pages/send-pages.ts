import { findUtlatande } from '../../arenden/index.ts'
import { type Dokument, findHandling, renderPdf } from '../../handlingar/index.ts'
import { idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { formatSwedishDate } from '../../platform/time/swedish-date.ts'
import { findBeslut, utdragDokument } from '../../sammantraden/index.ts'
import { NO_FILES, type SentFile, type SentFiles } from '../expediera-svar.ts'
import { sendSvar } from '../send-svar.ts'
import { utlatandeDokument } from '../svar-dokument.ts'
import { findSvar } from '../svar-store.ts'

/** A document for the archive, stored before the act that files it. */
export async function storeArchivePdf(visit: Visit, dokument: Dokument, what: string): Promise<SentFile> {
  const { pdf } = await renderPdf(visit.typst, dokument, 'a-2a')
  return {
    sha256: visit.files.put(pdf),
    bytes: pdf.length,
    name: `${(dokument.diarienummer ?? 'svar').replace(/[^\p{L}\p{N}]+/gu, '-')}-${what}.pdf`,
    mediaType: 'application/pdf',
  }
}

async function statement(visit: Visit, utlatandeId: string | null): Promise<SentFile | null> {
  if (utlatandeId === null) return null
  const utlatande = await findUtlatande(visit.db, visit.actor, utlatandeId)
  const { municipality } = visit.view
  return storeArchivePdf(
    visit,
    await utlatandeDokument(visit.db, visit.actor, utlatande, municipality, visit.today),
    'yttrande',
  )
}

/** The body's own extract where it was attached to the decision; else the one that is made from what was registered. */
async function extract(visit: Visit, beslutId: string | null): Promise<SentFiles['extract']> {
  if (beslutId === null) return null
  const beslut = await findBeslut(visit.db, visit.actor, beslutId)
  const dokument = await utdragDokument(visit.db, visit.actor, beslut, visit.view.municipality)
  const title = `${dokument.kind} ${beslut.paragraf ?? formatSwedishDate(beslut.decidedOn, 'sv')}`
  if (beslut.handlingId !== null) {
    const { fileSha256, fileName, mediaType, hasPersonnummer } = await findHandling(
      visit.db,
      visit.actor,
      beslut.handlingId,
    )
    if (fileSha256 === null) return null
    // Its size is on record since it was received.
    const file = { sha256: fileSha256, bytes: 0, name: fileName ?? title, mediaType: mediaType ?? '' }
    return { title, file, hasPersonnummer, filedAs: beslut.handlingId }
  }
  const file = await storeArchivePdf(visit, dokument, dokument.kind.toLowerCase())
  return { title, file, hasPersonnummer: false, filedAs: null }
}

async function filesOf(visit: Visit, svarId: string): Promise<SentFiles> {
  const { svar } = await findSvar(visit.db, visit.actor, svarId)
  // Sent already: the act will say so, and nothing is made for it.
  if (svar.isSent) return NO_FILES
  return { statement: await statement(visit, svar.utlatandeId), extract: await extract(visit, svar.beslutId) }
}

/** POST /remissvar/:id/skicka */
export async function sendSvarAction(visit: Visit): Promise<Response> {
  const svarId = idParam(visit)
  const form = await visit.form()
  const files = await filesOf(visit, svarId)
  const path = await performForm(visit, form, async (context) => {
    await sendSvar(context, { svarId, expected: form.version, files })
    return `/remissvar/${svarId}`
  })
  return visit.redirect(path, { notice: 'svar-skickat' })
}
