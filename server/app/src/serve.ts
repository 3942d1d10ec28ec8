import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { API_CONTENT_POLICY, LIMITS, setSecurityHeaders, StartRefused } from '@zhikong/core'
import type { Config, Health } from '@zhikong/core'

import type { ConsoleFiles } from './process/console-files.ts'

/** What answers `/graphql` and `/auth`; false or undefined means "not mine". */
export type Api = {
  handle(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Ends its sockets with 1012, so that clients come back. */
  close(): Promise<void>
}

/** The listening server. Until `open` it answers only about its health. */
export type Serving = {
  readonly url: string
  open(api: Api | undefined, files: ConsoleFiles): void
  /** Accepts nothing more, lets running requests end for a moment, then cuts them off. */
  close(): Promise<void>
}

const lingerMs = 3_000

/** How long a client may take to send the headers of a request, and all of it. */
export type Patience = { readonly headersMs: number; readonly requestMs: number }

/** A body that comes slowly is told so by the API itself, with a code; this ends what it does not read. */
const graceMs = 5_000

/** Longer than proxies keep an idle connection: else one may be ended in the moment in which it is used again. */
const keepAliveMs = 65_000

/** For how long a browser that came by https comes back by nothing else. */
const oneYear = 'max-age=31536000'

/** Listens first of all, so that a taken port is found before anything else is started. Throws StartRefused. */
export async function serve(
  { port, host, publicUrl }: Pick<Config, 'port' | 'host'> & Partial<Pick<Config, 'publicUrl'>>,
  health: Health,
  { headersMs, requestMs }: Patience = LIMITS,
): Promise<Serving> {
  let api: Api | undefined
  let files: ConsoleFiles = () => false
  const timeouts = {
    headersTimeout: headersMs,
    requestTimeout: requestMs + graceMs,
    connectionsCheckingInterval: Math.min(1_000, headersMs),
    keepAliveTimeout: keepAliveMs,
  }
  const server = createServer(timeouts, (request, response) => {
    if (publicUrl?.protocol === 'https:') response.setHeader('strict-transport-security', oneYear)
    void answer(request, response, { health, api, files }).catch(() => fail(response))
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    if (api) api.upgrade(request, socket, head)
    else socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
  })
  await listen(server, port, host)
  return {
    url: urlOf(server, host),
    open: (newApi, newFiles) => {
      api = newApi
      files = newFiles
    },
    close: () => close(server, api),
  }
}

type Parts = { readonly health: Health; readonly api: Api | undefined; readonly files: ConsoleFiles }

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { health, api, files }: Parts,
): Promise<void> {
  setSecurityHeaders(response, API_CONTENT_POLICY) // of every answer; pages set a policy of their own
  if (health.handle(request, response)) return
  if (api && (await api.handle(request, response))) return
  if (files(request, response)) return
  const status = api ? 404 : 503
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(api ? 'Not found.\n' : 'Not ready.\n')
}

function fail(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
  response.end()
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(refusal(error, port, host)))
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}

function refusal(error: Error, port: number, host: string): StartRefused {
  const code = 'code' in error ? String(error.code) : error.message
  if (code === 'EADDRINUSE') {
    return new StartRefused(`Port ${port} on ${host} is taken: stop what uses it, or set PORT to another.`)
  }
  return new StartRefused(`It is not possible to listen on port ${port} of ${host} (${code}): check PORT and HOST.`)
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

async function close(server: Server, api: Api | undefined): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
  await api?.close()
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), lingerMs)
  await closed
  clearTimeout(late)
}
