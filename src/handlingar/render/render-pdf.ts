import type { PdfStandard, Typeset, Typst } from '../../platform/documents/index.ts'
import type { Dokument } from '../model/dokument.ts'
import { trycktDokument } from '../model/tryckt-dokument.ts'

/**
 * A document as tagged PDF in A4: `ua-1` to publish, `a-2a` to archive (a file can declare one of them). The same document gives the
 * same bytes.
 *
 * @throws TypesettingFailed
 */
export function renderPdf(typst: Typst, dokument: Dokument, standard: PdfStandard): Promise<Typeset> {
  return typst.render('dokument.typ', trycktDokument(dokument), standard)
}
