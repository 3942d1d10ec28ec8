import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'

/** What a receiver got. */
export type Received = { readonly id: string; readonly headers: IncomingHttpHeaders; readonly body: string }

/** A receiver of webhooks on this machine. */
export type Receiver = {
  readonly url: string
  readonly received: Received[]
  /** How it answers from now on; 204 until told. */
  answer: (message: Received, response: ServerResponse) => void
  readonly close: () => Promise<void>
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

export const accept: Receiver['answer'] = (_message, response) => void response.writeHead(204).end()
export const refuseWith =
  (status: number, text = ''): Receiver['answer'] =>
  (_message, response) =>
    void response.writeHead(status).end(text)

/** Opens a receiver; close it in `afterAll`. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const message = { id: String(request.headers['webhook-id']), headers: request.headers, body }
      received.push(message)
      receiver.answer(message, response)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: accept,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
  return receiver
}
