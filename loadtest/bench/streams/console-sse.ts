import { request, type Agent } from 'node:http'
import type { Close, Hearing } from './console-socket.ts'
import type { ConsoleSpec, Way } from './crowd-messages.ts'

const END = Buffer.from('\n\n')
const DATA = Buffer.from('data: ')

/** Opens a console over server-sent events; resolves when its subscription is open, as far as a client can tell. */
export const openStream = (
  { url, greets }: Way,
  { headers, asked }: ConsoleSpec,
  { frame, ended }: Hearing,
  agent: Agent,
): Promise<Close> =>
  new Promise((resolve, reject) => {
    const accepting = { 'content-type': 'application/json', accept: 'text/event-stream', 'x-zhikong': '1' }
    const sent = request(url, { agent, method: 'POST', headers: { ...accepting, ...headers } }, (response) => {
      if (response.statusCode !== 200) return fail(`${response.statusCode}`)
      const take = createSplitter((bytes) => {
        frame(bytes)
        open()
      })
      response.on('data', take)
      response.on('close', () => fail('the stream ended'))
      if (!greets) open()
    })
    let opened = false
    const open = (): void => {
      opened = true
      resolve(() => {
        ended = () => undefined
        sent.destroy()
      })
    }
    const fail = (why: string): void => (opened ? ended(why) : reject(new Error(why)))
    sent.on('error', (error) => fail(error.message))
    sent.end(JSON.stringify(asked))
  })

/** Cuts what comes into events, and passes on the data of those that have any. */
export const createSplitter = (hear: (data: Buffer) => void): ((part: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0)
  return (part) => {
    let bytes = rest.length === 0 ? part : Buffer.concat([rest, part])
    for (let end = bytes.indexOf(END); end >= 0; end = bytes.indexOf(END)) {
      const at = bytes.subarray(0, end).indexOf(DATA)
      if (at >= 0) hear(bytes.subarray(at + DATA.length, end))
      bytes = bytes.subarray(end + END.length)
    }
    rest = bytes
  }
}
