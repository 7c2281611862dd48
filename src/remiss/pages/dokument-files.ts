import { findUtlatande, type Utlatande } from '../../arenden/index.ts'
import { type Dokument, renderDocx, renderPdf } from '../../handlingar/index.ts'
import { idParam, type Visit } from '../../platform/http/index.ts'
import { findRemiss } from '../store.ts'
import { remissDokument, utlatandeDokument } from '../svar-dokument.ts'

const PDF = 'application/pdf'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A name that says what it is in any folder: `AMN-2026-88-tjansteutlatande.pdf`. */
function fileName(dokument: Dokument, ending: string): string {
  const dnr = (dokument.diarienummer ?? '').replace(/[^\p{L}\p{N}]+/gu, '-')
  return [dnr, dokument.kind.toLowerCase()].filter(Boolean).join('-').replace(/^-+/, '') + ending
}

/** As a file to keep (DOCX), or shown by the browser (PDF). Never cached: it is arbetsmaterial until it leaves the house. */
function answer(bytes: Uint8Array, type: string, name: string): Response {
  const disposition = type === PDF ? 'inline' : 'attachment'
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': type,
      'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  })
}

/** PDF to read with any aid (`ua-1`), or with `?arkiv=1` the one for the archive (`a-2a`). */
async function pdfAnswer(visit: Visit, dokument: Dokument): Promise<Response> {
  const standard = visit.url.searchParams.get('arkiv') === '1' ? 'a-2a' : 'ua-1'
  const { pdf } = await renderPdf(visit.typst, dokument, standard)
  return answer(pdf, PDF, fileName(dokument, standard === 'a-2a' ? '-arkiv.pdf' : '.pdf'))
}

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
export async function utlatandeDocx(visit: Visit): Promise<Response> {
  const dokument = await utlatandeOf(visit)
  return answer(await renderDocx(dokument), DOCX, fileName(dokument, '.docx'))
}

async function remissOf(visit: Visit): Promise<Dokument> {
  const remiss = await findRemiss(visit.db, visit.actor, idParam(visit))
  return remissDokument(visit.db, remiss, visit.view.municipality, visit.today)
}

/** GET /remisser/:id/pdf */
export const remissPdf = async (visit: Visit) => pdfAnswer(visit, await remissOf(visit))

/** GET /remisser/:id/docx */
export async function remissDocx(visit: Visit): Promise<Response> {
  const dokument = await remissOf(visit)
  return answer(await renderDocx(dokument), DOCX, fileName(dokument, '.docx'))
}
