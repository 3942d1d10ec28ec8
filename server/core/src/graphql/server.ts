import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { ScopedDatabase } from '../access/administration.ts'
import { sessionTokenIn } from '../access/credential.ts'
import { createLivePrincipals } from '../access/live-principals.ts'
import { createPrincipals } from '../access/principals.ts'
import { permissionsByRole, type RolePermissions } from '../access/roles.ts'
import { createSignInRoutes } from '../access/sign-in-routes.ts'
import { CORE_PERMISSIONS } from '../permission.ts'
import type { Clock } from '../platform-clock.ts'
import { assertAccessDeclared } from './access-declared.ts'
import { checkTextsOfArguments } from './check-texts.ts'
import { createEngine } from './engine.ts'
import { createHttp } from './http.ts'
import { createPresent } from './present.ts'
import { createSockets } from './sockets.ts'

/** What the API needs to know of its settings. */
export type ApiConfig = {
  /** GraphiQL at GET /graphql: in development and the demo only. */
  readonly graphiql: boolean
  /** Marks the cookie `Secure`: behind HTTPS. */
  readonly secureCookies?: boolean
  /** How long an operation that is no stream may take; 30 s unless told. */
  readonly timeoutMs?: number
}

export type ApiOptions = {
  readonly schema: GraphQLSchema
  readonly database: ScopedDatabase
  readonly config: ApiConfig
  readonly logger: Pick<Logger, 'error' | 'warn'>
  readonly clock?: Clock | undefined
  /** What each role may do; core's own permissions unless told. */
  readonly rolePermissions?: RolePermissions
}

/** The API as the process mounts it. */
export type Api = {
  /** Answers /graphql and /auth/…; false when the path is somebody else's. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  /** Takes the upgrade of /graphql and refuses every other. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Closes sockets with 1012 and ends streams. */
  readonly close: () => Promise<void>
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/'
}

/** A browser sends the cookie along from any page; only our own may open a socket with it. */
function isForeign(request: IncomingMessage): boolean {
  const { origin, host, cookie } = request.headers
  if (origin === undefined || sessionTokenIn(cookie) === undefined) return false
  return URL.parse(origin)?.host !== host
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => undefined)
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/**
 * Makes the API over a schema: GraphQL by POST, SSE and WebSocket, and signing in and out.
 * @throws SchemaRefused when a root field declares no access
 */
export function createApi({ schema, database, config, logger, clock, ...options }: ApiOptions): Api {
  const now = clock === undefined ? () => new Date() : () => clock.now()
  const rolePermissions = options.rolePermissions ?? permissionsByRole(CORE_PERMISSIONS)
  const principals = createPrincipals(database, rolePermissions, now)
  const live = createLivePrincipals(principals)
  const present = createPresent(logger)
  const { graphiql, secureCookies = false, timeoutMs = 30_000 } = config
  const engine = createEngine({
    schema: checkTextsOfArguments(assertAccessDeclared(schema)),
    database,
    principals,
    present,
    graphiql,
  })
  const http = createHttp({ engine, live, present, graphiql, timeoutMs })
  const sockets = createSockets({ engine, principals, live, present, logger })
  const signInRoutes = createSignInRoutes({ database, principals, present, now, secureCookies })

  return {
    handle: async (request, response) => {
      const path = pathOf(request)
      if (path === '/graphql') await http.handle(request, response)
      else if (!(await signInRoutes(path, request, response))) return false
      return true
    },
    upgrade: (request, socket, head) => {
      if (pathOf(request) !== '/graphql') refuseUpgrade(socket, '404 Not Found')
      else if (isForeign(request)) refuseUpgrade(socket, '403 Forbidden')
      else sockets.upgrade(request, socket, head)
    },
    close: async () => {
      live.close()
      http.close()
      await sockets.close()
    },
  }
}
