import type { ServerResponse } from 'node:http'
import type { Language } from '../text.ts'
import type { Fault } from './fault.ts'

/** A request that is answered before GraphQL sees it, with a status of HTTP. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly fault: Fault
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, fault: Fault, headers: Readonly<Record<string, string>> = {}) {
    super(fault.message)
    this.status = status
    this.fault = fault
    this.headers = headers
  }
}

/** Answers JSON; keeps quiet when the client has gone. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return
  const bytes = Buffer.from(JSON.stringify(body), 'utf8')
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(bytes)
}

/** Answers a refusal in the form of GraphQL: `{ errors: [{ message, extensions: { code } }] }`. */
export function sendRefusal(response: ServerResponse, { status, fault, headers }: Refusal, language: Language): void {
  const { code, inputPath: path } = fault
  const error = { message: fault.say(language), extensions: { code, ...(path === undefined ? {} : { path }) } }
  sendJson(response, status, { errors: [error] }, headers)
}
