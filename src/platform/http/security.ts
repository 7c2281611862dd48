import { type Config, isLoopback } from '../config/config.ts'

/** The headers of every answer. No inline script or style, nothing from elsewhere, no framing. */
export function securityHeaders(config: Config): Record<string, string> {
  return {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(config.publicUrl.protocol === 'https:' && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

/** … and the rule that nothing is kept in between, for everything but the built assets, which say otherwise themselves. */
export function answerHeaders(config: Config): Record<string, string> {
  return { ...securityHeaders(config), 'cache-control': 'no-store' }
}

/** The origins that forms may come from: the public address, and on a loopback address its other names with the same port. */
export function allowedOrigins(config: Config): Set<string> {
  const { publicUrl } = config
  const origins = new Set([publicUrl.origin])
  if (isLoopback(publicUrl.hostname)) {
    const port = publicUrl.port ? `:${publicUrl.port}` : ''
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) origins.add(`${publicUrl.protocol}//${name}${port}`)
  }
  return origins
}

/** A Host that is none of ours: another site's name that was pointed at this machine (DNS rebinding). */
export function isForeignHost(request: Request, origins: Set<string>): boolean {
  const host = request.headers.get('host')
  return host !== null && ![...origins].some((origin) => new URL(origin).host === host)
}

/** A form that was sent from somewhere else. Browsers always send Origin or Sec-Fetch-Site with a POST; without both it is refused. */
export function isForeignPost(request: Request, origins: Set<string>): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const origin = request.headers.get('origin')
  if (origin !== null) return !origins.has(origin)
  return site === null
}
