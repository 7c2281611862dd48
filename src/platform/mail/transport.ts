import { createTransport } from 'nodemailer'
import { type Outgoing, Refused, type Transport } from './send.ts'

const WAIT_MS = 20_000

/** Codes that are about our own account at the mail server, not about the recipient: they pass when somebody has set it right. */
const ABOUT_US = new Set([530, 534, 535, 538])

/** Mail by SMTP. `url` is SAMSYN_SMTP_URL, `from` SAMSYN_MAIL_FROM. */
export function smtpTransport(url: string, from: string): Transport {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: 1,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    // A mail is text from the database; nothing in it may make the program read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])
  return {
    send: async (mail: Outgoing) => {
      try {
        await pool.sendMail({
          from,
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          messageId: mail.messageId,
          // RFC 3834: no out-of-office answers to a machine.
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(mail.calendar !== null && {
            attachments: [
              { filename: 'kalender.ics', content: mail.calendar, contentType: 'text/calendar; charset=utf-8' },
            ],
          }),
        })
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string }
        const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
        if (isAboutMail && responseCode !== undefined && responseCode >= 500 && !ABOUT_US.has(responseCode))
          throw new Refused(error instanceof Error ? error.message : String(error))
        throw error
      }
    },
    close: () => pool.close(),
  }
}
