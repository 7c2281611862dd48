import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Client, Page } from '../world/client.ts'
import type { Fields } from '../world/page-forms.ts'
import type { TestServer } from '../world/server.ts'
import type { ProbedForm } from './corpus-forms.ts'
import { asKept, escapeHtml } from './read-corpus.ts'

/** A post is promised within two seconds; here it is let have more, since the machine that runs the tests may be busy. */
const MAX_POST_MS = 10_000

const COUNTED = [
  'aktorer.aktor',
  'aktorer.person',
  'aktorer.uppdrag',
  'arenden.arende',
  'arenden.arende_handling',
  'handlingar.handling',
  'handlingar.lasning',
  'platform.audit_item',
  'platform.edge',
  'platform.file',
  'platform.receipt',
  'platform.share',
  'remiss.fraga',
  'remiss.remiss',
  'remiss.remissinstans',
  'remiss.remissvar',
  'remiss.synpunkt',
  'trygghetsprogram.passage',
]
const VERSIONED = ['handlingar.lasning', 'remiss.remiss', 'remiss.remissinstans', 'remiss.remissvar', 'remiss.synpunkt']

/** How much there is of everything, and how often it has been changed: the same before and after what was refused. */
export async function fingerprint(server: TestServer): Promise<string> {
  const numbers = [
    sql`(select seq from platform.audit_head)`,
    ...COUNTED.map((table) => sql`(select count(*) from ${sql.table(table)})`),
    ...[...VERSIONED, 'trygghetsprogram.passage'].map(
      (table) => sql`(select coalesce(sum(version), 0) from ${sql.table(table)})`,
    ),
  ]
  const { rows } = await sql<{ all: string }>`select concat_ws(' ', ${sql.join(numbers)}) as all`.execute(
    server.database.db,
  )
  return rows[0]?.all ?? ''
}

/** Sends one form again and again, each time filled in as it should be but for one field. */
export class Probe {
  private shown: Fields | null = null
  /** What there was after the last thing that was carried out. */
  private seen: string | null = null
  private nr = 1000
  slowest = { ms: 0, what: '' }

  private constructor(
    private readonly server: TestServer,
    private readonly client: Client,
    readonly form: ProbedForm,
  ) {}

  static async begin(server: TestServer, form: ProbedForm): Promise<Probe> {
    const client = server.client()
    await client.signInAs(form.who)
    return new Probe(server, client, form)
  }

  /** Posts the form; the page itself is opened anew only after something was carried out. */
  async send(fields: Fields, what: string): Promise<Page> {
    const { form, client } = this
    this.shown ??= await this.hidden()
    const filled = { ...this.shown, kvitto: randomUUID(), ...form.good(++this.nr), ...fields }
    const from = performance.now()
    const page = form.isUpload
      ? await client.postFile(form.action, filled, null)
      : await client.post(form.action, filled)
    const ms = performance.now() - from
    if (ms > this.slowest.ms) this.slowest = { ms, what }
    expect(ms, `${what}: tid`).toBeLessThan(MAX_POST_MS)
    expect(page.status, `${what}: ${page.text.slice(0, 300)}`).not.toBe(500)
    return page
  }

  private async hidden(): Promise<Fields> {
    const { form } = this
    const page = await this.client.get(form.path)
    const found = page.forms.find((one) => one.action === form.action && one.method === 'post')
    if (!found)
      throw new Error(`${form.path} (${page.status}) has no form to ${form.action}: ${page.text.slice(0, 300)}`)
    return found.fields
  }

  /** The values are taken: a page with a message, the text on it so many times, as text and never as markup. */
  async expectAccepted(fields: Fields, what: string, shown = { text: '', times: 0 }): Promise<void> {
    const page = await this.send(fields, what)
    expect(page.status, `${what}: ${page.text.slice(0, 600)}`).toBe(200)
    expect(page.path, `${what}: ${page.text.slice(0, 600)}`).toContain('klart=')
    if (shown.times > 0)
      expect(page.body.split(escapeHtml(shown.text)).length, `${what}: visas`).toBeGreaterThan(shown.times)
    expectHarmless(page, what)
    await this.form.undo?.()
    this.seen = null
    if (this.shown && 'version' in this.shown) this.shown = null
  }

  /** The values are refused: nothing written, messages in Swedish that lead to the fields, and what was typed is still there. */
  async expectRefused(fields: Fields, names: string[], what: string): Promise<void> {
    this.seen ??= await fingerprint(this.server)
    const page = await this.send(fields, what)
    expect(page.status, `${what}: ${page.path} ${page.text.slice(0, 300)}`).toBe(400)
    expect(await fingerprint(this.server), `${what}: inget skrivet`).toBe(this.seen)
    const kept = page.forms.find((one) => one.action === this.form.action && one.method === 'post')?.fields ?? {}
    for (const name of names) {
      expectLinked(page, name, what)
      expect(kept[name]?.[0], `${what}, ${name}: det skrivna finns kvar`).toBe(asKept(String(fields[name] ?? '')))
    }
    expectHarmless(page, what)
  }

  /** What cannot be chosen: refused, left out, or told that somebody was first – and never half carried out. */
  async expectHandled(fields: Fields, what: string): Promise<void> {
    this.seen ??= await fingerprint(this.server)
    const page = await this.send(fields, what)
    expect([200, 400, 403, 404, 409], `${what}: ${page.status} ${page.text.slice(0, 300)}`).toContain(page.status)
    expectHarmless(page, what)
    if (page.status === 200) {
      if (page.path.includes('klart=')) await this.form.undo?.()
      this.seen = null
    } else expect(await fingerprint(this.server), `${what}: inget skrivet`).toBe(this.seen)
    if (page.status !== 400) this.shown = null
  }
}

/** A message on top that leads to the field, and the same message at the field, tied to it. */
export function expectLinked(page: Page, field: string, what: string): void {
  const id = `falt-${field}`
  const summary = /<div class="error-summary"[\s\S]*?<\/div>/.exec(page.body)?.[0] ?? ''
  expect(summary, `${what}: sammanfattning`).toContain(`<a href="#${id}">`)
  for (const [, target = ''] of summary.matchAll(/href="#([^"]+)"/g))
    expect(page.body.includes(`id="${target}"`), `${what}: ${target} finns`).toBe(true)
  const tag = new RegExp(`<(?:input|textarea|select|fieldset)[^>]* id="${id}"[^>]*>`).exec(page.body)?.[0] ?? ''
  expect(tag, `${what}: fältet är utpekat`).toContain('aria-invalid="true"')
  expect(tag, `${what}: felet hör till fältet`).toMatch(new RegExp(`aria-describedby="[^"]*${id}-fel`))
  expect(page.body, `${what}: felet vid fältet`).toContain(`id="${id}-fel"`)
  expect(summary, `${what}: en text, ingen nyckel`).not.toMatch(/>(?:fel|arenden|svar|remiss|synpunkt)\.[a-z.-]+</)
}

/** Nothing of what was typed has become markup. */
export function expectHarmless(page: Page, what: string): void {
  const body = page.body.replace(/<script src="\/assets\/[^"]+" type="module"><\/script>/, '')
  expect(
    /<script|<img|<svg\/|<body on|<iframe|<!--|\son\w+=(?=["'a])/i.exec(withoutTexts(body))?.[0],
    what,
  ).toBeUndefined()
  expect(/href="(?:javascript:|\/\/)/i.exec(body)?.[0], what).toBeUndefined()
}

/** Tags only: what stands between them or in quoted values is text. */
function withoutTexts(body: string): string {
  return [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""')).join('')
}
