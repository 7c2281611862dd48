import type { ReactNode } from 'react'
import type { Actor } from '../access/index.ts'
import type { ActContext } from '../audit/index.ts'
import { type Database, type Db, isId } from '../db/index.ts'
import type { Typst } from '../documents/index.ts'
import { Invalid, NotFound } from '../errors/index.ts'
import type { FileStore } from '../files/file-store.ts'
import type { FormState, Translate, View } from '../html/index.ts'
import type { LinkRegistry } from '../links/index.ts'
import { dropDraft } from './draft-store.ts'
import { FieldReader } from './fields.ts'
import type { PostedForm } from './form-data.ts'

/** What a page handler is given: one visit by one person to one address. */
export interface Visit {
  db: Db
  database: Database
  files: FileStore
  /** Sets documents as PDF. */
  typst: Typst
  links: LinkRegistry
  actor: Actor
  view: View
  t: Translate
  at: Date
  today: string
  url: URL
  isDemo: boolean
  /** Mail leaves the house: a mail server is set, and this is no demo. */
  sendsMail: boolean
  maxUploadBytes: number
  /** The address people use (SAMSYN_URL), for links that leave the page. */
  publicUrl: URL
  param(name: string): string
  /** The posted form; read once. */
  form(): Promise<PostedForm>
  cookie(name: string): string | undefined
  html(
    title: string,
    body: ReactNode,
    options?: { status?: number; current?: string; headers?: Record<string, string> },
  ): Response
  redirect(to: string, options?: { notice?: string; cookies?: string[] }): Response
  sessionCookie(token: string | null): string
}

export type Handler = (visit: Visit) => Promise<Response>

/** An id from the address; anything that is no id is a page that does not exist. */
export function idParam(visit: Visit, name = 'id'): string {
  const value = visit.param(name)
  if (!isId(value)) throw new NotFound(value)
  return value.toLowerCase()
}

/**
 * Carries a posted form out: one transaction, at most once per receipt. `work` returns the path to go to next. When the same form
 * comes again (double click, back and send), nothing is done and the first answer is given.
 */
export async function performForm(
  visit: Visit,
  form: PostedForm,
  work: (context: ActContext) => Promise<string>,
): Promise<string> {
  return visit.database.transaction(async (trx) => {
    const context: ActContext = { trx, actor: visit.actor, at: visit.at, today: visit.today }
    if (form.receipt === '') return work(context)
    const mine = await trx
      .insertInto('platform.receipt')
      .values({ key: form.receipt, person_id: visit.actor.id, answer: '', created_at: visit.at })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!mine) {
      const first = await trx
        .selectFrom('platform.receipt')
        .selectAll()
        .where('key', '=', form.receipt)
        .executeTakeFirstOrThrow()
      if (first.person_id !== visit.actor.id) throw new NotFound('receipt')
      return first.answer
    }
    const answer = await work(context)
    // What was typed has been saved.
    if (visit.actor.id !== null) await dropDraft(trx, visit.actor.id, visit.url.pathname)
    await trx.updateTable('platform.receipt').set({ answer }).where('key', '=', form.receipt).execute()
    return answer
  })
}

/**
 * The life of a form: read its fields, act, redirect – or show it again, with messages and with everything that was typed.
 */
export async function answerForm(
  visit: Visit,
  work: (fields: FieldReader, form: PostedForm) => Promise<Response>,
  again: (state: FormState, form: PostedForm) => Promise<Response>,
): Promise<Response> {
  const form = await visit.form()
  try {
    return await work(new FieldReader(form.values, visit.t), form)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return again({ values: form.values, errors: error.errors }, form)
  }
}
