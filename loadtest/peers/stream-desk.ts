import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { openSource } from './stream-source.ts'
import type { Published, Topics } from './stream-topics.ts'

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Makes a peer's server: POST /publish takes events, GET /subscribers counts, the rest is the peer's own. */
export const openDesk = async (topics: Topics, own?: RequestListener): Promise<Server> => {
  const publish = await openSource(process.env['SOURCE'] ?? 'memory', topics)
  const server = createServer((request, response) => {
    if (request.url === '/subscribers') return void response.end(String(topics.subscribers()))
    if (request.url !== '/publish')
      return own === undefined ? void response.writeHead(404).end() : own(request, response)
    void (async () => {
      await publish(JSON.parse(await readBody(request)) as readonly Published[])
      response.end('{}')
    })().catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  server.keepAliveTimeout = 600_000 // the benchmark pauses for longer than the five seconds of Node
  return server
}

/** Listens, and says so the way that the benchmark waits for. */
export const serveDesk = (server: Server, name: string): void => {
  const port = Number(process.env['PORT'])
  server.listen(port, '127.0.0.1', 4_096, () =>
    process.stdout.write(`${name} starts at http://127.0.0.1:${port}/graphql\nReady\n`),
  )
  process.once('SIGTERM', () => process.exit(0))
}
