import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { simpleParser } from './simple-mail.ts'

/** A mail as the server received it. */
export interface ReceivedMail {
  to: string[]
  headers: Map<string, string>
  text: string
  raw: string
}

/** A real SMTP server on a free port of this machine, that a test can take down and make refuse. */
export interface MailServer {
  url: string
  received: ReceivedMail[]
  /** What the server answers to RCPT TO; null accepts. */
  refuse: { code: number; says: string } | null
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

/** Starts one. */
export async function startMailServer(): Promise<MailServer> {
  let server: SMTPServer | null = null
  let port = 0
  const mail: MailServer = {
    url: '',
    received: [],
    refuse: null,
    up: async () => {
      const made = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS', 'AUTH'],
        onRcptTo: (_address, _session, callback) => {
          if (!mail.refuse) return callback()
          callback(Object.assign(new Error(mail.refuse.says), { responseCode: mail.refuse.code }))
        },
        onData: (stream, session, callback) => {
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            const raw = Buffer.concat(chunks).toString('utf8')
            mail.received.push({ to: session.envelope.rcptTo.map((one) => one.address), ...simpleParser(raw), raw })
            callback()
          })
        },
      })
      made.on('error', () => {})
      await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', () => resolve()))
      port = (made.server.address() as AddressInfo).port
      mail.url = `smtp://127.0.0.1:${port}`
      server = made
    },
    down: async () => {
      const closing = server
      server = null
      if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()))
    },
    stop: () => mail.down(),
  }
  await mail.up()
  return mail
}
