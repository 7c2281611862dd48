import { findUtlatande, type Utlatande } from '../../arenden/index.ts'
import { type Dokument, docxAnswer, pdfAnswer, renderPdf } from '../../handlingar/index.ts'
import { idParam, type Visit } from '../../platform/http/index.ts'
import { findRemiss } from '../store.ts'
import { remissDokument, utlatandeDokument } from '../svar-dokument.ts'

async function utlatandeOf(visit: Visit): Promise<Dokument> {
  const utlatande = await findUtlatande(visit.db, visit.actor, idParam(visit))
  return utlatandeDokument(visit.db, visit.actor, utlatande, visit.view.municipality, visit.today)
}

/** An utlåtande as the PDF for the archive, for the ärende's package. */
export async function archiveUtlatande(visit: Visit, utlatande: Utlatande): Promise<Uint8Array> {
  const dokument = await utlatandeDokument(visit.db, visit.actor, utlatande, visit.view.municipality, visit.today)
  return (await renderPdf(visit.typst, dokument, 'a-2a')).pdf
}

/** GET /utlatanden/:id/pdf */
export const utlatandePdf = async (visit: Visit) => pdfAnswer(visit, await utlatandeOf(visit))

/** GET /utlatanden/:id/docx */
export const utlatandeDocx = async (visit: Visit) => docxAnswer(await utlatandeOf(visit))

async function remissOf(visit: Visit): Promise<Dokument> {
  const remiss = await findRemiss(visit.db, visit.actor, idParam(visit))
  return remissDokument(visit.db, remiss, visit.view.municipality, visit.today)
}

/** GET /remisser/:id/pdf */
export const remissPdf = async (visit: Visit) => pdfAnswer(visit, await remissOf(visit))

/** GET /remisser/:id/docx */
export const remissDocx = async (visit: Visit) => docxAnswer(await remissOf(visit))
