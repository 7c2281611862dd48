import type { Database } from '../../src/platform/db/index.ts'
import { type Fields, formsOf, type PageForm, readableText } from './page-forms.ts'

/** What came back, after redirects have been followed (or not). */
export interface Page {
  status: number
  /** Path and query of the page that was shown in the end. */
  path: string
  /** Where a redirect that was not followed leads, else null. */
  location: string | null
  headers: Headers
  /** The body as it came. */
  body: string
  /** The text of the page as it is read. */
  text: string
  forms: PageForm[]
}

export interface TestFile {
  name: string
  bytes: Uint8Array
  type?: string
}

interface Options {
  /** Default true. */
  isFollowing?: boolean
  headers?: Record<string, string>
}

const MAX_REDIRECTS = 5

/** A browser without script: keeps cookies, says where its forms come from, follows redirects, fills in forms. */
export class Client {
  private readonly cookies = new Map<string, string>()

  constructor(
    readonly baseUrl: string,
    private readonly database: Database,
  ) {}

  get(path: string, options: Options = {}): Promise<Page> {
    return this.send('GET', path, undefined, options)
  }

  /** Posts fields as an ordinary form; Origin is sent as browsers do. */
  post(path: string, fields: Fields = {}, options: Options = {}): Promise<Page> {
    const body = new URLSearchParams()
    for (const [name, value] of pairs(fields)) body.append(name, value)
    return this.send('POST', path, body, options)
  }

  /** Posts fields and a file, which is sent first or last depending on where the form has it – here last. */
  postFile(path: string, fields: Fields, file: TestFile | null, field = 'fil', options: Options = {}): Promise<Page> {
    const body = new FormData()
    for (const [name, value] of pairs(fields)) body.append(name, value)
    const bytes = (file?.bytes ?? new Uint8Array()) as Uint8Array<ArrayBuffer>
    body.append(field, new Blob([bytes], { type: file?.type ?? 'application/octet-stream' }), file?.name ?? '')
    return this.send('POST', path, body, options)
  }

  /**
   * Opens a page, fills in its form with the given action and sends it: what is not given is sent as the page had it, hidden
   * fields (`kvitto`, `version`) too. An undefined field is left out (an unticked box).
   */
  async submit(
    path: string,
    action: string,
    fields: Fields = {},
    options: Options & { file?: TestFile; fileField?: string } = {},
  ): Promise<Page> {
    const page = await this.get(path)
    const form = page.forms.find((candidate) => candidate.action === action && candidate.method === 'post')
    if (!form)
      throw new Error(
        `${path} (${page.status}) has no form to ${action}, only ${page.forms.map((one) => one.action).join(', ') || 'none'}: ${page.text.slice(0, 300)}`,
      )
    const filled = { ...form.fields, ...fields }
    return form.isMultipart || options.file
      ? this.postFile(action, filled, options.file ?? null, options.fileField, options)
      : this.post(action, filled, options)
  }

  /** The bytes of an address, as a browser saves them. */
  async download(path: string): Promise<Uint8Array> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, this.baseUrl), { headers: { cookie } })
    if (response.status !== 200) throw new Error(`${path} gave ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }

  /** Becomes a person of the demo, as with "Byt person". */
  async signInAs(name: string): Promise<Page> {
    const person = await this.database.db
      .withTables<{ 'aktorer.person': { id: string; name: string } }>()
      .selectFrom('aktorer.person')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirst()
    if (!person) throw new Error(`nobody is called ${name}`)
    const page = await this.post('/byt-person', { person: person.id })
    if (page.status !== 200) throw new Error(`signing in as ${name} gave ${page.status}: ${page.text.slice(0, 300)}`)
    return page
  }

  /** Forgets all cookies, as in a new private window. */
  forget(): void {
    this.cookies.clear()
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name)
  }

  private async send(
    method: string,
    path: string,
    body: URLSearchParams | FormData | undefined,
    options: Options,
  ): Promise<Page> {
    let next = { method, url: new URL(path, this.baseUrl), body }
    for (let redirects = 0; ; redirects++) {
      const response = await fetch(next.url, {
        method: next.method,
        body: next.body,
        redirect: 'manual',
        headers: {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(next.method === 'POST' && { origin: this.baseUrl }),
          ...options.headers,
        },
      })
      this.keepCookies(response)
      const location = response.headers.get('location')
      if (location === null || options.isFollowing === false) return toPage(next.url, response, location)
      if (redirects === MAX_REDIRECTS) throw new Error(`${path} redirects for ever`)
      await response.arrayBuffer()
      next = { method: 'GET', url: new URL(location, next.url), body: undefined }
    }
  }

  private keepCookies(response: Response): void {
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? []
      if (/max-age=0/i.test(header)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

function pairs(fields: Fields): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const values = value === undefined ? [] : typeof value === 'string' ? [value] : value
    return values.map((one): [string, string] => [name, one])
  })
}

async function toPage(url: URL, response: Response, location: string | null): Promise<Page> {
  const body = await response.text()
  const isHtml = response.headers.get('content-type')?.startsWith('text/html') ?? false
  return {
    status: response.status,
    path: url.pathname + url.search,
    location,
    headers: response.headers,
    body,
    text: isHtml ? readableText(body) : body,
    forms: isHtml ? formsOf(body) : [],
  }
}
