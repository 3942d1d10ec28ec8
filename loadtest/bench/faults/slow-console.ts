import { WebSocket } from 'ws'
import type { Shown } from '../streams/principals.ts'

/** A console that asked for all that ends and reads nothing of it. */
export type SlowConsole = { readonly isOpen: () => boolean; readonly end: () => void }

const QUERY = `subscription { completions(within: "430000000000") {
  cursor events { seq at caseId caseNumber outcome matter hall regionCode regionName onTime countedDays } } }`

/** Connects, subscribes, and stops reading. */
export const openSlowConsole = (url: string, headers: Shown): Promise<SlowConsole> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws', {
      headers,
      perMessageDeflate: false,
    })
    socket.on('error', reject)
    socket.on('close', (code, reason) => reject(new Error(`${code} ${reason.toString('utf8')}`)))
    socket.on('open', () => socket.send('{"type":"connection_init"}'))
    socket.once('message', () => {
      const asked = { id: '1', type: 'subscribe', payload: { query: QUERY } }
      socket.send(JSON.stringify(asked), () => {
        socket.pause()
        resolve({ isOpen: () => socket.readyState === WebSocket.OPEN, end: () => socket.terminate() })
      })
    })
  })
