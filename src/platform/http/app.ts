import { Hono } from 'hono'
import type { RawBuilder } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Actor, anonymous } from '../access/index.ts'
import type { Config } from '../config/config.ts'
import { type Database, newId } from '../db/index.ts'
import type { Typst } from '../documents/index.ts'
import type { FileStore } from '../files/file-store.ts'
import { type Catalogue, type Lang, Layout, type NavEntry, type View } from '../html/index.ts'
import type { LinkRegistry } from '../links/index.ts'
import type { Clock } from '../time/clock.ts'
import { swedishDay } from '../time/clock.ts'
import { answerError, isBusy } from './answer-error.ts'
import type { Assets } from './assets.ts'
import { compressed, compressText } from './compress.ts'
import { errorBody } from './error-body.ts'
import { type PostedForm, readForm } from './form-data.ts'
import { allowedOrigins, answerHeaders, isForeignHost, isForeignPost } from './security.ts'
import { sessionPerson } from './session.ts'
import type { Handler, Visit } from './visit.ts'

/** One line of the URL surface. */
export interface Route {
  method: 'GET' | 'POST'
  path: string
  /** `public`, `signed-in`, or the act or policy that the page asks (`remiss.send`). There is no default. */
  rule: string
  handle: Handler
}

/** Everything the web application is put together from. */
export interface AppParts {
  config: Config
  database: Database
  clock: Clock
  files: FileStore
  typst: Typst
  links: LinkRegistry
  catalogue: Catalogue
  routes: readonly Route[]
  nav: NavEntry[]
  municipality: string
  isDemo: boolean
  assets: Assets
  /** The actor of a person, given as the expression that finds the session's person. */
  loadActor(db: Database['db'], person: RawBuilder<string>, today: string): Promise<Actor | null>
  report(reference: string, error: unknown): void
}

const NOTICE = /^[a-z-]{1,40}$/

/** Builds the web application. A route without a rule stops the start. */
export function makeApp(parts: AppParts): Hono {
  const app = new Hono()
  const origins = allowedOrigins(parts.config)
  app.use(async (context, next) => {
    await next()
    // Pages are made with their headers; everything else gets them here, so that no answer can go out without.
    if (context.res.headers.has('content-security-policy')) return
    context.res = await compressed(context.req.raw, context.res)
    for (const [name, value] of Object.entries(answerHeaders(parts.config))) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
    }
  })
  app.get('/assets/:path{.+}', (context) => {
    const asset = parts.assets.read(context.req.param('path'))
    if (!asset) return context.text('', 404)
    return new Response(asset.bytes as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': asset.type, 'cache-control': 'public, max-age=31536000, immutable' },
    })
  })
  for (const route of parts.routes) {
    if (!route.rule) throw new Error(`${route.method} ${route.path} has no access rule`)
    app.on(route.method, route.path, async (context) => {
      const visit = await makeVisit(parts, context.req.raw, (name) => context.req.param(name) ?? '')
      try {
        if (isForeignHost(context.req.raw, origins))
          return refuse(visit, 400, visit.t('error.host', { url: parts.config.publicUrl.origin }))
        if (route.method === 'POST' && isForeignPost(context.req.raw, origins))
          return refuse(visit, 403, visit.t('error.origin'))
        if (route.rule !== 'public' && visit.actor.id === null) return askToSignIn(visit, route)
        return await route.handle(visit)
      } catch (error) {
        return answerError(visit, error, parts.report)
      }
    })
  }
  app.notFound(async (context) => {
    const visit = await makeVisit(parts, context.req.raw, () => '')
    return refuse(visit, 404, visit.t('error.404'))
  })
  // What fails before there is a visit to draw a page for: the question who is asking.
  app.onError((error, context) => {
    const reference = newId()
    parts.report(reference, error)
    const t = parts.catalogue.in('sv')
    return isBusy(error) ? context.text(t('error.503'), 503) : context.text(t('error.500', { reference }), 500)
  })
  return app
}

function refuse(visit: Visit, status: 400 | 401 | 403 | 404, why: string): Response {
  const title = `error.title.${status}`
  return visit.html(visit.t(title), errorBody(visit, title, why), { status })
}

function askToSignIn(visit: Visit, route: Route): Response {
  if (route.method === 'GET') {
    const to = visit.isDemo ? '/byt-person' : '/logga-in'
    return visit.redirect(`${to}?till=${encodeURIComponent(visit.url.pathname + visit.url.search)}`)
  }
  return refuse(visit, 401, visit.t('refusal.not-signed-in'))
}

async function makeVisit(parts: AppParts, request: Request, param: (name: string) => string): Promise<Visit> {
  const url = new URL(request.url)
  const at = parts.clock.now()
  const today = swedishDay(at)
  const cookies = readCookies(request.headers.get('cookie') ?? '')
  const isHttps = parts.config.publicUrl.protocol === 'https:'
  const sessionName = isHttps ? '__Host-samsyn' : 'samsyn'
  const token = cookies.get(sessionName)
  const person = token ? sessionPerson(token, at) : null
  const actor = (person ? await parts.loadActor(parts.database.db, person, today) : null) ?? anonymous
  const lang: Lang = cookies.get('sprak') === 'en' ? 'en' : 'sv'
  const t = parts.catalogue.in(lang)
  const view: View = {
    lang,
    t,
    actor,
    path: url.pathname + url.search,
    today,
    municipality: parts.municipality,
    isDemo: parts.isDemo,
    isEmbedded: parts.database.kind === 'embedded',
    newReceipt: newId,
  }
  let form: Promise<PostedForm> | null = null
  const notice = url.searchParams.get('klart') ?? ''
  const noticeKey = NOTICE.test(notice) && parts.catalogue.has(`klart.${notice}`) ? `klart.${notice}` : undefined
  return {
    db: parts.database.db,
    database: parts.database,
    files: parts.files,
    typst: parts.typst,
    links: parts.links,
    actor,
    view,
    t,
    at,
    today,
    url,
    isDemo: parts.isDemo,
    sendsMail: parts.config.smtp !== null && !parts.isDemo,
    maxUploadBytes: parts.config.maxUploadBytes,
    publicUrl: parts.config.publicUrl,
    param,
    form: () => {
      form ??= readForm(request, parts.config.maxUploadBytes)
      return form
    },
    cookie: (name) => cookies.get(name),
    html: (title, body, options = {}) => {
      const layout = {
        view,
        title,
        nav: parts.nav,
        current: options.current,
        notice: noticeKey,
        stylesheet: parts.assets.stylesheet,
        script: parts.assets.script,
      }
      const page = renderToStaticMarkup(createElement(Layout, layout, body))
      const { body: sent, headers } = compressText(request, `<!doctype html>${page}`)
      return new Response(sent, {
        status: options.status ?? 200,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          ...headers,
          ...answerHeaders(parts.config),
          ...options.headers,
        },
      })
    },
    redirect: (to, options = {}) => {
      const target = inHeader(options.notice ? `${to}${to.includes('?') ? '&' : '?'}klart=${options.notice}` : to)
      const headers = new Headers({ location: target })
      for (const cookie of options.cookies ?? []) headers.append('set-cookie', cookie)
      return new Response(null, { status: 303, headers })
    },
    sessionCookie: (value) =>
      `${sessionName}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}${value === null ? '; Max-Age=0' : ''}`,
  }
}

/** A header holds ASCII only; an address that somebody has typed may hold anything. */
function inHeader(address: string): string {
  return address.toWellFormed().replace(/[^\x21-\x7E]/gu, encodeURIComponent)
}

function readCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
  }
  return cookies
}
