import { resolve } from 'node:path'
import { isMailAddress } from '../mail/letter.ts'

/** Everything that the surroundings decide. Read once, at start. */
export interface Config {
  port: number
  host: string
  /** Folder for the embedded database, the files and the log's checkpoints. */
  dataFolder: string
  /** A PostgreSQL connection string; null means the embedded database. */
  databaseUrl: string | null
  /** The address people use; decides cookies and the Origin check. */
  publicUrl: URL
  /** Largest file that is received, in bytes. */
  maxUploadBytes: number
  demoPublic: boolean
  /** The mail server and the sender's address; null means that no mail leaves the house. */
  smtp: { url: string; from: string } | null
}

/** A setting that cannot be used; the message is in Swedish and names the variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const MAX_UPLOAD_MB = 25

/** Reads PORT, SAMSYN_DATA, DATABASE_URL, SAMSYN_URL, SAMSYN_MAX_UPLOAD_MB, SAMSYN_HOST, SAMSYN_SMTP_URL and SAMSYN_MAIL_FROM. */
export function readConfig(env: NodeJS.ProcessEnv, flags: { demoPublic?: boolean } = {}): Config {
  const port = wholeNumber(env, 'PORT', 8080, 0, 65535)
  const uploadMb = wholeNumber(env, 'SAMSYN_MAX_UPLOAD_MB', MAX_UPLOAD_MB, 1, 200)
  const databaseUrl = env.DATABASE_URL?.trim() || null
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new ConfigError('DATABASE_URL ska börja med postgres:// eller postgresql://')
  }
  return {
    port,
    host: env.SAMSYN_HOST?.trim() || '127.0.0.1',
    dataFolder: resolve(env.SAMSYN_DATA?.trim() || 'data'),
    databaseUrl,
    publicUrl: readPublicUrl(env, port),
    maxUploadBytes: uploadMb * 1024 * 1024,
    demoPublic: flags.demoPublic ?? false,
    smtp: readSmtp(env),
  }
}

/** What is wrong is said without showing the value: the address of the mail server may hold a password. */
function readSmtp(env: NodeJS.ProcessEnv): Config['smtp'] {
  const url = env.SAMSYN_SMTP_URL?.trim() || null
  if (url === null) return null
  if (!/^smtps?:\/\/[^\s/]/.test(url) || !URL.canParse(url))
    throw new ConfigError('SAMSYN_SMTP_URL ska vara en adress som börjar med smtp:// eller smtps://')
  const from = env.SAMSYN_MAIL_FROM?.trim() ?? ''
  if (!isMailAddress(from))
    throw new ConfigError(
      'SAMSYN_MAIL_FROM ska vara den e-postadress som Samsyn skickar från när SAMSYN_SMTP_URL är satt',
    )
  return { url, from }
}

function readPublicUrl(env: NodeJS.ProcessEnv, port: number): URL {
  const given = env.SAMSYN_URL?.trim()
  if (!given) return new URL(`http://127.0.0.1:${port}`)
  let url: URL
  try {
    url = new URL(given)
  } catch {
    throw new ConfigError(`SAMSYN_URL är ingen adress: ${given}`)
  }
  if (url.protocol === 'https:') return url
  // Plain http would send the session cookie readable over the network, so it is for loopback only.
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return url
  throw new ConfigError('SAMSYN_URL ska vara https:// (http:// bara för 127.0.0.1 och localhost)')
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, fallback: number, min: number, max: number): number {
  const given = env[name]?.trim()
  if (!given) return fallback
  const value = Number(given)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new ConfigError(`${name} ska vara ett heltal mellan ${min} och ${max}, inte "${given}"`)
  }
  return value
}
