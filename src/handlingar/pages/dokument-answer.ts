import type { Visit } from '../../platform/http/index.ts'
import type { Dokument } from '../model/dokument.ts'
import { renderDocx } from '../render/render-docx.ts'
import { renderPdf } from '../render/render-pdf.ts'

const PDF = 'application/pdf'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A name that says what it is in any folder: `AMN-2026-88-tjansteutlatande.pdf`. */
export function dokumentFileName(dokument: Dokument, ending: string): string {
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
export async function pdfAnswer(visit: Visit, dokument: Dokument): Promise<Response> {
  const standard = visit.url.searchParams.get('arkiv') === '1' ? 'a-2a' : 'ua-1'
  const { pdf } = await renderPdf(visit.typst, dokument, standard)
  return answer(pdf, PDF, dokumentFileName(dokument, standard === 'a-2a' ? '-arkiv.pdf' : '.pdf'))
}

/** A file for a word processor. */
export async function docxAnswer(dokument: Dokument): Promise<Response> {
  return answer(await renderDocx(dokument), DOCX, dokumentFileName(dokument, '.docx'))
}
