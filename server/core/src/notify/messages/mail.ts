import { createTransport } from 'nodemailer'

/** A message to one address. */
export type Mail = { readonly to: string; readonly subject: string; readonly text: string }

/**
 * What came of sending. REFUSED: never; LATER: not now, and the server has certainly not taken it; UNCERTAIN: it may have.
 */
export type Sent = 'SENT' | 'REFUSED' | 'LATER' | 'UNCERTAIN'

/** Sends messages. */
export type MailSender = { readonly send: (mail: Mail) => Promise<Sent>; readonly close: () => void }

const TIMEOUT_MS = 15_000

/** A sender over SMTP. @param url `smtp://` (STARTTLS where offered) or `smtps://`, with user name and password */
export function openMail(url: string, from: string): MailSender {
  const times = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  const options = { url, ...times, disableFileAccess: true, disableUrlAccess: true }
  const transport = createTransport(options)
  return {
    send: async (mail) => {
      try {
        await transport.sendMail({ from, ...mail })
        return 'SENT'
      } catch (error) {
        return outcomeOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** Failures before anything of a message went, as the library names them. */
const BEFORE: ReadonlySet<unknown> = new Set(['EDNS', 'EAUTH', 'EENVELOPE', 'ETLS'])
const NOT_REACHED = /^(Connection timeout|Greeting never received)/u

/**
 * Only an answer of the server, or a connection that was never made, says that a message was not taken. A line that is cut
 * says nothing, wherever it is cut.
 */
function outcomeOf(error: unknown): Sent {
  if (!(error instanceof Error)) return 'UNCERTAIN'
  const code = 'code' in error ? error.code : undefined
  const answered = 'responseCode' in error ? error.responseCode : undefined
  if (typeof answered === 'number') return answered >= 500 && code !== 'EAUTH' ? 'REFUSED' : 'LATER'
  const isBefore = BEFORE.has(code) || ('syscall' in error && error.syscall === 'connect')
  return isBefore || NOT_REACHED.test(error.message) ? 'LATER' : 'UNCERTAIN'
}
