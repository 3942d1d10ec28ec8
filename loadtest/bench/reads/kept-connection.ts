import { connect } from 'node:net'
import { once } from 'node:events'

/** A connection that is kept, over which one request follows the other. */
export type KeptConnection = {
  /** Sends a body of JSON and gives the text of the answer. @throws Error for any status but 200 */
  readonly post: (body: string) => Promise<string>
  readonly close: () => void
}

type Waiting = { readonly resolve: (text: string) => void; readonly reject: (error: Error) => void }

/**
 * Opens a connection to a server on loopback. It reads no more of HTTP than answers of known length and chunks, so that
 * who asks costs little beside who answers.
 */
export const openKept = async (url: string, headers: Readonly<Record<string, string>>): Promise<KeptConnection> => {
  const { hostname, port, pathname } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  const given = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\naccept: application/json\r\ncontent-type: application/json\r\n${given.join('')}`
  let [got, waiting]: [string, Waiting | undefined] = ['', undefined]
  const finish = (end: (told: Waiting) => void): void => {
    const told = waiting
    waiting = undefined
    got = ''
    if (told !== undefined) end(told)
  }
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    got += part
    const answer = answerIn(got)
    if (answer === undefined) return
    if (answer.status === 200) finish(({ resolve }) => resolve(Buffer.from(answer.body, 'latin1').toString('utf8')))
    else finish(({ reject }) => reject(new Error(`Status ${answer.status}: ${answer.body.slice(0, 400)}`)))
  })
  socket.on('error', (error) => finish(({ reject }) => reject(error)))
  socket.on('close', () => finish(({ reject }) => reject(new Error(`${url} hung up`))))
  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      }),
    close: () => socket.destroy(),
  }
}

/** The answer when all of it is there. */
const answerIn = (text: string): { readonly status: number; readonly body: string } | undefined => {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [status, body] = [Number(text.slice(9, 12)), text.slice(end + 4)]
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1]
  if (length !== undefined) return body.length < Number(length) ? undefined : { status, body }
  return body.endsWith('0\r\n\r\n') ? { status, body: withoutChunks(body) } : undefined
}

const withoutChunks = (body: string): string => {
  let [whole, at] = ['', 0]
  for (;;) {
    const line = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.slice(at, line), 16)
    if (!(size > 0)) return whole
    whole += body.slice(line + 2, line + 2 + size)
    at = line + 2 + size + 2
  }
}
