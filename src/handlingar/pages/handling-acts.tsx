import { judge } from '../../platform/access/index.ts'
import {
  type ActChoice,
  ActList,
  Choices,
  DateField,
  Day,
  Form,
  type FormState,
  Notice,
  TextField,
  useView,
} from '../../platform/html/index.ts'
import type { Visit } from '../../platform/http/index.ts'
import { missingToMask } from '../mask-handling.ts'
import type { Handling } from '../model/handling.ts'
import { handlingSteps } from '../model/handling-steps.ts'

type HandlingAct = keyof typeof handlingSteps.acts & string

/** What may be done with a handling, each with its form at hand, and why the rest may not. */
export function HandlingActs({ visit, handling, form }: { visit: Visit; handling: Handling; form: FormState }) {
  const { t } = visit
  const situation = {
    state: handling.state,
    bodies: { agare: [handling.ownerAktorId] },
    missing: missingToMask(handling),
  }
  const verdictOf = (act: HandlingAct) => judge(handlingSteps, act, visit.actor, situation)
  const refused = (['mark-sekretess', 'mask', 'expediera', 'adjust'] as const).flatMap((act): ActChoice[] => {
    const verdict = verdictOf(act)
    return verdict.allowed
      ? []
      : [{ label: t(`handling.do.${act}`), href: '', method: 'get', refusal: verdict.refusal }]
  })
  const base = `/handlingar/${handling.id}`
  const version = Number(form.values.version) || handling.version
  const isOpen = (field: string) => form.errors.some((error) => error.field === field)
  const { sekretess } = handling
  const hidden = [...(sekretess?.masksTitle ? ['titel'] : []), ...(sekretess?.masksParty ? ['part'] : [])]
  const marked: FormState =
    form.values.bestammelse === undefined
      ? { ...form, values: { bestammelse: sekretess?.provision ?? '', dolj: hidden } }
      : form
  return (
    <ActList acts={refused}>
      {verdictOf('mark-sekretess').allowed && (
        <details open={isOpen('bestammelse')}>
          <summary>{t(sekretess ? 'handling.do.change-sekretess' : 'handling.do.mark-sekretess')}</summary>
          <Form action={`${base}/sekretess`} version={version} form={marked}>
            <p>{t('sekretess.explain')}</p>
            <TextField
              form={marked}
              name="bestammelse"
              label={t('sekretess.provision')}
              hint={t('sekretess.provision-hint')}
            />
            <Choices
              form={marked}
              name="dolj"
              label={t('sekretess.hide')}
              hint={t('sekretess.hide-hint')}
              many
              options={[
                { value: 'titel', label: t('handlingar.title') },
                { value: 'part', label: t('sekretess.party') },
              ]}
            />
            <button type="submit">{t('sekretess.save')}</button>
          </Form>
        </details>
      )}
      {sekretess && verdictOf('unmark-sekretess').allowed && (
        <Form action={`${base}/sekretess/ta-bort`} version={handling.version}>
          <button type="submit" className="btn alt">
            {t('handling.do.unmark-sekretess')}
          </button>
        </Form>
      )}
      {verdictOf('mask').allowed && (
        <details open={isOpen('fil')}>
          <summary>{t('handling.do.mask')}</summary>
          <Form action={`${base}/maskera`} version={version} upload>
            <p>{t('maskering.explain')}</p>
            <div className={isOpen('fil') ? 'field bad' : 'field'}>
              <label htmlFor="falt-fil">{t('maskering.file')}</label>
              <input type="file" id="falt-fil" name="fil" required />
            </div>
            <button type="submit">{t('handling.do.mask')}</button>
          </Form>
        </details>
      )}
      {verdictOf('expediera').allowed && (
        <details open={isOpen('mottagare')}>
          <summary>{t('handling.do.expediera')}</summary>
          <Form action={`${base}/expediera`} version={version} form={form}>
            <p>{t('handlingar.allman-from')}</p>
            <TextField form={form} name="mottagare" label={t('handlingar.recipient')} />
            <DateField form={form} name="dag" label={t('handlingar.sent-on')} />
            <button type="submit">{t('handling.do.expediera')}</button>
          </Form>
        </details>
      )}
      {verdictOf('adjust').allowed && (
        <details>
          <summary>{t('handling.do.adjust')}</summary>
          <Form action={`${base}/justera`} version={version}>
            <p>{t('handlingar.allman-from')}</p>
            <div className="field">
              <label htmlFor="falt-justerad">{t('handlingar.adjusted-on')}</label>
              <input id="falt-justerad" name="justerad" type="text" autoComplete="off" defaultValue={visit.today} />
            </div>
            <button type="submit">{t('handling.do.adjust')}</button>
          </Form>
        </details>
      )}
    </ActList>
  )
}

/** The mark as the warning that it is. */
export function SekretessNotice({ handling, authority }: { handling: Handling; authority: string }) {
  const { t } = useView()
  const { sekretess } = handling
  if (!sekretess) return null
  return (
    <Notice tone="warn">
      <strong>{t('sekretess.mark')}</strong> {sekretess.provision} · <Day day={sekretess.on} /> · {authority}
      <br />
      {t('sekretess.warning')}
      {sekretess.masksTitle || sekretess.masksParty ? ` ${t('sekretess.masked-in-register')}` : ''}
    </Notice>
  )
}
