import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setSecurityHeaders } from '@zhikong/core'
import sirv from 'sirv'

import { consolePolicy } from './console-policy.ts'
import { consoleBuild } from './folders.ts'

/** Answers a request with a file of the console; every other page path with `index.html`. False when there is none. */
export type ConsoleFiles = (request: IncomingMessage, response: ServerResponse) => boolean

/** Serves the built console; hashed files for ever, the page itself never from a cache. */
export function createConsoleFiles(folder: string = consoleBuild): ConsoleFiles {
  const page = join(folder, 'index.html')
  if (!existsSync(page)) return () => false
  const policy = consolePolicy(readFileSync(page, 'utf8'))
  const serve = sirv(folder, {
    single: true,
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders: (response, path) => {
      const forever = path.startsWith('/_app/immutable/')
      response.setHeader('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    setSecurityHeaders(response, policy) // also of a 304, whose headers replace those that the browser has kept
    serve(request, response)
    return true
  }
}
