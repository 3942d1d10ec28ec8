import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import { printApiSchema } from './print-schema.ts'
import { API_CONTENT_POLICY, setSecurityHeaders } from './security-headers.ts'

/** Answers GET /schema.graphql; false for every other request. */
export type PublishedSchema = (path: string, request: IncomingMessage, response: ServerResponse) => boolean

/** The schema is no secret: whoever writes a program against it reads it here, while introspection is off. */
export function createPublishedSchema(schema: GraphQLSchema): PublishedSchema {
  let printed: Buffer | undefined
  return (path, { method }, response) => {
    if (path !== '/schema.graphql' || (method !== 'GET' && method !== 'HEAD')) return false
    printed ??= Buffer.from(printApiSchema(schema), 'utf8')
    setSecurityHeaders(response, API_CONTENT_POLICY)
    response.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': printed.length,
      'cache-control': 'no-cache',
    })
    response.end(method === 'HEAD' ? undefined : printed)
    return true
  }
}
