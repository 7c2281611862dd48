import { sql } from 'kysely'
import { Invalid } from '../errors/index.ts'
import { findPersonnummer } from '../guard/personnummer.ts'
import type { FormState } from '../html/index.ts'
import { swedishMinute } from '../time/clock.ts'
import { dropDraft, limitDrafts, readDraft } from './draft-store.ts'
import type { Visit } from './visit.ts'

/** A page whose form is saved as it is typed: the address that the form posts to. */
const FORM = /^\/[a-z0-9/-]{1,200}$/
const MAX_CHARACTERS = 500_000

/**
 * POST /utkast: saves what is being typed, outside the record and the log, for this person alone. Nothing is checked here but what
 * may never be stored; a form half filled in is half filled in.
 */
export async function saveDraftAction(visit: Visit): Promise<Response> {
  const { values } = await visit.form()
  const form = values.formular
  if (typeof form !== 'string' || !FORM.test(form) || visit.actor.id === null)
    throw new Invalid([{ field: 'formular', key: 'error.form' }])
  const kept: Record<string, string | readonly string[]> = {}
  let length = 0
  let isPartial = false
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || name === 'formular' || name === 'kvitto') continue
    const texts = typeof value === 'string' ? [value] : value
    // A personnummer is stored nowhere, not even for a while (dataskyddslagen 3 kap. 10 §).
    if (texts.some((text) => findPersonnummer(text).length > 0)) {
      isPartial = true
      continue
    }
    length += texts.reduce((sum, text) => sum + text.length, 0)
    kept[name] = value
  }
  if (length > MAX_CHARACTERS) throw new Invalid([{ field: 'formular', key: 'utkast.too-long' }])
  const fields = sql`${JSON.stringify(kept)}::jsonb`
  await visit.db
    .insertInto('platform.draft')
    .values({ person_id: visit.actor.id, form, fields, saved_at: visit.at })
    .onConflict((conflict) => conflict.columns(['person_id', 'form']).doUpdateSet({ fields, saved_at: visit.at }))
    .execute()
  await limitDrafts(visit.db, visit.actor.id)
  const key = isPartial ? 'utkast.partly' : 'utkast.saved'
  return new Response(visit.t(key, { time: swedishMinute(visit.at).slice(11) }), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}

/** POST /utkast/slang: throws away what was typed and shows what is saved. */
export async function dropDraftAction(visit: Visit): Promise<Response> {
  const { values } = await visit.form()
  const [form, back] = [values.formular, values.tillbaka]
  if (typeof form !== 'string' || !FORM.test(form) || typeof back !== 'string' || !FORM.test(back))
    throw new Invalid([{ field: 'formular', key: 'error.form' }])
  if (visit.actor.id !== null) await dropDraft(visit.db, visit.actor.id, form)
  return visit.redirect(back)
}

/** The form as it is to be shown: as saved, or – when the reader asked for it by `?utkast=1` – as it was being typed. */
export async function withDraft(
  visit: Visit,
  form: string,
  saved: FormState,
): Promise<{ form: FormState; draft: { savedAt: Date; isShown: boolean } | null }> {
  const draft = visit.actor.id === null ? null : await readDraft(visit.db, visit.actor.id, form)
  if (!draft) return { form: saved, draft: null }
  const isShown = visit.url.searchParams.get('utkast') === '1'
  return {
    form: isShown ? { ...saved, values: { ...saved.values, ...draft.values } } : saved,
    draft: { savedAt: draft.savedAt, isShown },
  }
}
