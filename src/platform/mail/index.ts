export { isMailAddress, type Letter, mailText } from './letter.ts'
export {
  countFailed,
  findMail,
  listMail,
  MAIL_STATES,
  type Mail,
  type MailState,
  queueMail,
  requeueMail,
} from './mail-store.ts'
export { type Outgoing, sendDue, type Transport, waitAfter } from './send.ts'
export { smtpTransport } from './transport.ts'
