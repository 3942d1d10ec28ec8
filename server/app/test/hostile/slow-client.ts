import { connect } from 'node:net'

/** How a server ended a client that never came to an end. */
export type Ended = {
  /** All that was answered. */
  readonly answer: string
  /** From the connection to the last byte of the answer, in milliseconds. */
  readonly answeredMs: number
  /** Writing on failed: the server has let go of the connection, not only said its last word. */
  readonly isFreed: boolean
}

/**
 * Sends the beginning of a request, and then of what is missing a byte every so often for ever, until writing fails.
 * Fails itself when nothing ends it within `patienceMs`.
 */
export function sendSlowly(url: string, beginning: string, { everyMs, patienceMs }: Slowness): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const from = performance.now()
    const { hostname, port } = new URL(url)
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true }, () => socket.write(beginning))
    let answer = ''
    let answeredMs = Infinity
    const end = (isFreed: boolean) => {
      clearInterval(trickling)
      clearTimeout(late)
      socket.destroy()
      resolve({ answer, answeredMs, isFreed })
    }
    const trickling = setInterval(() => socket.write('x'), everyMs)
    const late = setTimeout(() => {
      clearInterval(trickling)
      socket.destroy()
      reject(new Error(`Not ended after ${patienceMs} ms; answered: ${answer}`))
    }, patienceMs)
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('utf8')
      answeredMs = performance.now() - from
    })
    socket.on('error', () => end(true))
    socket.on('close', () => end(false))
  })
}

type Slowness = { readonly everyMs: number; readonly patienceMs: number }
