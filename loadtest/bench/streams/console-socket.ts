import { WebSocket } from 'ws'
import type { ConsoleSpec, Way } from './crowd-messages.ts'

/** What a console does with a frame that holds events, and with its unexpected end. */
export type Hearing = { readonly frame: (bytes: Buffer) => void; readonly ended: (why: string) => void }
/** Closes a console. */
export type Close = () => void

const ACKNOWLEDGED = Buffer.from('"connection_ack"')
const INIT = '{"type":"connection_init"}'

/** Opens a console over a socket; resolves when its subscription is open, as far as a client can tell. */
export const openSocket = (
  { url, greets }: Way,
  { headers, asked }: ConsoleSpec,
  { frame, ended }: Hearing,
): Promise<Close> =>
  new Promise((resolve, reject) => {
    const options = { headers, perMessageDeflate: false, skipUTF8Validation: true }
    const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', options)
    let opened = false
    const open = (): void => {
      opened = true
      resolve(() => {
        ended = () => undefined
        socket.terminate()
      })
    }
    const fail = (why: string): void => (opened ? ended(why) : reject(new Error(why)))
    socket.on('open', () => socket.send(INIT))
    socket.on('error', (error) => fail(error.message))
    socket.on('close', (code, reason) => fail(`${code} ${reason.toString('utf8')}`))
    socket.on('message', (bytes: Buffer) => {
      if (opened) return frame(bytes)
      if (bytes.length < 200 && bytes.includes(ACKNOWLEDGED)) {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: asked }))
        if (!greets) open()
      } else {
        frame(bytes)
        open()
      }
    })
  })
