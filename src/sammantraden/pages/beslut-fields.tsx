import {
  Choices,
  DateField,
  type FormState,
  type Option,
  Select,
  TextArea,
  TextField,
  useView,
} from '../../platform/html/index.ts'
import type { FieldReader } from '../../platform/http/index.ts'
import { BESLUT_KINDS, type BeslutInput, checkBeslut } from '../model/beslut.ts'

/** The fields of a decision, as every form that registers one has them. What a kind does not need is left empty. */
export function BeslutFields({ form, kinds }: { form: FormState; kinds: Option[] }) {
  const { t } = useView()
  const isChosen = (kind: string): boolean => kinds.some((option) => option.value === kind)
  return (
    <>
      <Select form={form} name="form" label={t('beslut.kind')} options={kinds} />
      <DateField form={form} name="beslutsdag" label={t('beslut.decided-on')} />
      <TextField form={form} name="paragraf" label={t('beslut.paragraf')} hint={t('beslut.paragraf-hint')} />
      <TextArea form={form} name="lydelse" label={t('beslut.wording')} hint={t('beslut.wording-hint')} rows={5} />
      {isChosen('namndbeslut') && (
        <Choices
          form={form}
          name="omedelbart"
          label={t('beslut.justering')}
          many
          options={[{ value: 'ja', label: t('beslut.omedelbart') }]}
        />
      )}
      {isChosen('delegationsbeslut') && (
        <details
          className="field"
          open={form.errors.some((error) => ['grund', 'beslutsfattare', 'skal', 'bradskar'].includes(error.field))}
        >
          <summary>{t('beslut.by-delegation')}</summary>
          <p>{t('beslut.delegation-explain')}</p>
          <TextField
            form={form}
            name="beslutsfattare"
            label={t('beslut.decided-by')}
            hint={t('beslut.decided-by-hint')}
            required={false}
          />
          <TextField
            form={form}
            name="grund"
            label={t('beslut.ground')}
            hint={t('beslut.ground-hint')}
            required={false}
          />
          <TextArea
            form={form}
            name="skal"
            label={t('beslut.reason')}
            hint={t('beslut.reason-hint')}
            rows={3}
            required={false}
          />
          <Choices
            form={form}
            name="bradskar"
            label={t('beslut.urgency')}
            many
            options={[{ value: 'ja', label: t('beslut.is-urgent') }]}
          />
        </details>
      )}
    </>
  )
}

/** Reads them. What belongs together is judged here too, so that every mistake is told at once; the act asks again. */
export function readBeslut(fields: FieldReader, today: string): Omit<BeslutInput, 'formula'> {
  const input = {
    kind: fields.choice('form', 'beslut.kind', BESLUT_KINDS),
    decidedOn: fields.day('beslutsdag', 'beslut.decided-on') ?? '',
    paragraf: fields.text('paragraf', 'beslut.paragraf', { max: 40, isOptional: true }),
    wording: fields.text('lydelse', 'beslut.wording', { max: 8000 }),
    isOmedelbartJusterat: fields.choices('omedelbart', 'beslut.justering', ['ja'], { isOptional: true }).length > 0,
    decidedBy: fields.text('beslutsfattare', 'beslut.decided-by', { max: 200, isOptional: true }),
    ground: fields.text('grund', 'beslut.ground', { max: 300, isOptional: true }),
    reason: fields.text('skal', 'beslut.reason', { max: 2000, isOptional: true }),
    isUrgent: fields.choices('bradskar', 'beslut.urgency', ['ja'], { isOptional: true }).length > 0,
  }
  for (const error of checkBeslut({ ...input, formula: null }, today)) {
    if (!fields.errors.some((known) => known.field === error.field)) fields.errors.push(error)
  }
  return input
}
