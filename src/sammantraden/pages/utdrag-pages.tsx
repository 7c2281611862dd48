import { docxAnswer, pdfAnswer } from '../../handlingar/index.ts'
import { judge } from '../../platform/access/index.ts'
import { Conflict, Denied } from '../../platform/errors/index.ts'
import { Crumbs, ErrorSummary, Form, type FormState, MergePage, TextArea } from '../../platform/html/index.ts'
import { answerForm, idParam, performForm, type Visit } from '../../platform/http/index.ts'
import { beslutSituation } from '../beslut-situation.ts'
import { beslutSteps } from '../model/beslut-steps.ts'
import { type Beslut, type BeslutUtdrag, findBeslut } from '../store.ts'
import { utdragDokument } from '../utdrag-dokument.ts'
import { writeUtdrag } from '../write-utdrag.ts'

const FIELDS = ['yrkanden', 'reservationer', 'skickas-till'] as const

function valuesOf(utdrag: BeslutUtdrag): Record<(typeof FIELDS)[number], string> {
  return { yrkanden: utdrag.yrkanden, reservationer: utdrag.reservationer, 'skickas-till': utdrag.skickasTill }
}

/** Whether the reader may write in the extract. */
export function mayWriteUtdrag(visit: Visit, beslut: Beslut): boolean {
  return judge(beslutSteps, 'write-utdrag', visit.actor, beslutSituation(beslut)).allowed
}

/** GET /beslut/:id/utdrag */
export async function utdragPage(visit: Visit): Promise<Response> {
  const beslut = await findBeslut(visit.db, visit.actor, idParam(visit))
  return showUtdrag(visit, { values: valuesOf(beslut.utdrag), errors: [] })
}

async function showUtdrag(visit: Visit, form: FormState): Promise<Response> {
  const { t } = visit
  const beslut = await findBeslut(visit.db, visit.actor, idParam(visit))
  const verdict = judge(beslutSteps, 'write-utdrag', visit.actor, beslutSituation(beslut))
  if (!verdict.allowed) throw new Denied(verdict.refusal)
  return visit.html(
    t('beslut.utdrag-title'),
    <>
      <ErrorSummary errors={form.errors} />
      <Crumbs
        crumbs={[
          { href: '/sammantraden', label: t('sammantrade.title') },
          { href: `/beslut/${beslut.id}`, label: `${beslut.aktorName} ${beslut.paragraf ?? ''}`.trim() },
          { label: t('beslut.utdrag-title') },
        ]}
      />
      <h1>
        {t('beslut.utdrag-title')} <span className="dnr">{beslut.diarienummer}</span>
      </h1>
      <p>{t('beslut.utdrag-lead')}</p>
      <Form action={`/beslut/${beslut.id}/utdrag`} version={Number(form.values.version) || beslut.version} form={form}>
        {FIELDS.map((name) => (
          <TextArea
            key={name}
            form={form}
            name={name}
            label={t(`beslut.utdrag.${name}`)}
            hint={t(`beslut.utdrag.${name}-hint`)}
            rows={name === 'skickas-till' ? 2 : 6}
            required={false}
          />
        ))}
        <button type="submit">{t('beslut.utdrag-save')}</button> <a href={`/beslut/${beslut.id}`}>{t('html.cancel')}</a>
      </Form>
    </>,
    { current: '/sammantraden', status: form.errors.length > 0 ? 400 : 200 },
  )
}

/** POST /beslut/:id/utdrag */
export async function utdragAction(visit: Visit): Promise<Response> {
  const beslutId = idParam(visit)
  return answerForm(
    visit,
    async (fields, form) => {
      const [yrkanden = '', reservationer = '', skickasTill = ''] = FIELDS.map((name) =>
        fields.text(name, `beslut.utdrag.${name}`, { max: 20_000, isOptional: true }),
      )
      fields.done()
      const utdrag = { yrkanden, reservationer, skickasTill }
      try {
        const path = await performForm(visit, form, async (context) => {
          await writeUtdrag(context, { beslutId, utdrag, expected: form.version })
          return `/beslut/${beslutId}`
        })
        return visit.redirect(path, { notice: 'utdrag-sparat' })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return showMerge(visit, utdrag)
      }
    },
    (state) => showUtdrag(visit, state),
  )
}

async function showMerge(visit: Visit, mine: BeslutUtdrag): Promise<Response> {
  const { t } = visit
  const beslut = await findBeslut(visit.db, visit.actor, idParam(visit))
  const [own, theirs] = [valuesOf(mine), valuesOf(beslut.utdrag)]
  return visit.html(
    t('beslut.utdrag-title'),
    <MergePage
      action={`/beslut/${beslut.id}/utdrag`}
      title={t('beslut.utdrag-title')}
      currentVersion={beslut.version}
      fields={FIELDS.map((name) => ({
        name,
        label: t(`beslut.utdrag.${name}`),
        mine: own[name],
        theirs: theirs[name],
        isLong: name !== 'skickas-till',
      }))}
      kept={{}}
      cancelHref={`/beslut/${beslut.id}`}
    />,
    { current: '/sammantraden', status: 409 },
  )
}

async function dokumentOf(visit: Visit) {
  const beslut = await findBeslut(visit.db, visit.actor, idParam(visit))
  return utdragDokument(visit.db, visit.actor, beslut, visit.view.municipality)
}

/** GET /beslut/:id/pdf */
export const beslutPdf = async (visit: Visit) => pdfAnswer(visit, await dokumentOf(visit))

/** GET /beslut/:id/docx */
export const beslutDocx = async (visit: Visit) => docxAnswer(await dokumentOf(visit))
