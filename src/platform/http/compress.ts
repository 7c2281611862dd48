import { gzipSync } from 'node:zlib'

const COMPRESSIBLE = /^(?:text\/|application\/json|image\/svg)/
const SMALLEST = 1024
/** A page is made anew each time, so the fast level; the difference in size to the best is a few per cent. */
const LEVEL = 3

/** The body of a text answer and the headers that go with it: compressed in one call when the browser takes that and it pays. */
export function compressText(
  request: Request,
  text: string,
): { body: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> } {
  const headers: Record<string, string> = { vary: 'Accept-Encoding' }
  if (text.length < SMALLEST || !/\bgzip\b/.test(request.headers.get('accept-encoding') ?? ''))
    return { body: text, headers }
  headers['content-encoding'] = 'gzip'
  return { body: gzipSync(text, { level: LEVEL }) as Uint8Array<ArrayBuffer>, headers }
}

/** The same for an answer that is already made: lists as CSV and JSON, stylesheet and script. */
export async function compressed(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? ''
  if (!COMPRESSIBLE.test(type) || response.headers.has('vary')) return response
  const { body, headers } = compressText(request, await response.text())
  const all = new Headers(response.headers)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  return new Response(body, { status: response.status, headers: all })
}
