import { Choices, type FormState, useView } from '../../platform/html/index.ts'
import type { FieldReader, Visit } from '../../platform/http/index.ts'
import { possibleMed } from '../gemensamt-svar.ts'
import { type Instans, listInstanser } from '../store.ts'

/** The check boxes for the other instances that a joint reply stands for, as every form that writes or registers one shows them. */
export async function medFields(
  visit: Visit,
  form: FormState,
  instans: Pick<Instans, 'id' | 'remissId'>,
  named: readonly string[],
) {
  const others = await possibleMed(visit.db, instans, named)
  return <MedFields form={form} others={others} />
}

function MedFields({ form, others }: { form: FormState; others: readonly Instans[] }) {
  const { t } = useView()
  if (others.length === 0) return null
  return (
    <Choices
      form={form}
      name="med"
      label={t('svar.med')}
      hint={t('svar.med-hint')}
      many
      options={others.map((one) => ({ value: one.id, label: one.aktorName }))}
    />
  )
}

/** Reads them: any instance of the remiss, since which of them are possible is for the act to say in words. */
export async function readMed(
  visit: Visit,
  fields: FieldReader,
  instans: Pick<Instans, 'remissId'>,
): Promise<string[]> {
  const ids = (await listInstanser(visit.db, instans.remissId)).map((one) => one.id)
  return fields.choices('med', 'svar.med', ids, { isOptional: true })
}
