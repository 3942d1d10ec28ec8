import { SMTPServer } from 'smtp-server'

/** A message that arrived. */
export type Arrived = { readonly to: readonly string[]; readonly text: string }

/** A real SMTP server on this machine. */
export type MailServer = {
  readonly url: string
  readonly arrived: Arrived[]
  /** What it answers after the content of a message; null takes it, `cut` ends the connection. */
  refuse: { readonly responseCode: number } | 'cut' | null
  readonly close: () => Promise<void>
}

const bodyOf = (raw: string): string => {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/mu.exec(head)?.[1] ?? ''
  const isBase64 = /^content-transfer-encoding: base64/imu.test(head)
  const text = isBase64 ? Buffer.from(body, 'base64').toString('utf8') : unquoted(body)
  return `${decoded(subject)}\n${text}`
}

/** Encoded words of RFC 2047 in the form Q. */
const decoded = (subject: string): string =>
  subject
    .replaceAll(/\?=\r\n[ \t]=\?UTF-8\?Q\?/gu, '')
    .replaceAll(/=\?UTF-8\?Q\?(.*?)\?=/gu, (_, word: string) => unquoted(word.replaceAll('_', ' ')))

const unquoted = (text: string): string => {
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([\dA-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Opens a mail server; close it in `afterAll`. */
export async function openMailServer(): Promise<MailServer> {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { refuse } = mail
        if (refuse !== null && refuse !== 'cut') return done(Object.assign(new Error('not now'), refuse))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        arrived.push({ to, text: bodyOf(Buffer.concat(parts).toString('latin1')) })
        if (refuse !== 'cut') return done()
        for (const connection of server.connections) connection.close()
        return undefined
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const mail: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    refuse: null,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
  return mail
}
