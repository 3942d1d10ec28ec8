import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BlockList } from 'node:net'
import type { Duplex } from 'node:stream'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { ScopedDatabase } from '../access/administration.ts'
import { createLivePrincipals } from '../access/live-principals.ts'
import { createPrincipals } from '../access/principals.ts'
import { permissionsByRole, type RolePermissions } from '../access/roles.ts'
import { lockedVault, type Vault } from '../access/personal/vault.ts'
import { createSecretBox } from '../access/sign-in/secret-box.ts'
import type { OidcSettings } from '../access/sign-in/oidc/settings.ts'
import { createSignInRoutes } from '../access/sign-in/routes.ts'
import type { SecondFactorPolicy } from '../access/sign-in/second-factor-policy.ts'
import type { AccessTokens } from '../access/third-parties/access-token.ts'
import { CORE_PERMISSIONS } from '../permission.ts'
import { createFileRoutes } from '../files/http/routes.ts'
import type { Clock } from '../platform-clock.ts'
import { assertAccessDeclared } from './access-declared.ts'
import { createAdmission } from './admission.ts'
import { checkTextsOfArguments } from './check-texts.ts'
import { addressReader } from './client-address.ts'
import { createEngine } from './engine.ts'
import { createFastPath } from './fast-path/fast-path.ts'
import { fault, type Fault } from './fault.ts'
import { createHttp } from './http.ts'
import { limitLists } from './limit-lists.ts'
import { LIMITS } from './limits.ts'
import { createPresent } from './present.ts'
import { createPublishedSchema } from './published-schema.ts'
import { createRates, type RatesPerMinute } from './rates.ts'
import { foreignOrigin, isForeign } from './same-origin.ts'
import { createRecentReads } from './recent-reads.ts'
import { createSockets } from './sockets.ts'
import { createTrustedDocuments } from './trusted-documents.ts'

/** What the API needs to know of its settings. */
export type ApiConfig = {
  /** GraphiQL at GET /graphql, and introspection: in development and the demo only. */
  readonly graphiql: boolean
  /** Where people reach the platform. Over https, its cookies are for this host alone and always encrypted. */
  readonly publicUrl?: URL | undefined
  /** The proxies that say in X-Forwarded-For for whom they ask; none unless told. */
  readonly trustedProxies?: BlockList | undefined
  /** The identity provider of the house; none unless told. */
  readonly oidc?: OidcSettings | undefined
  /** Who must have a second factor; nobody unless told. */
  readonly secondFactor?: SecondFactorPolicy
  /** Verifies the tokens of the authorisation server; none are taken unless told. */
  readonly accessTokens?: AccessTokens | undefined
  /** How many requests each may send in a minute; not counted unless told. */
  readonly rates?: RatesPerMinute
  /** How long a body may take to arrive, and an operation that is no stream; `LIMITS.requestMs` unless told. */
  readonly timeoutMs?: number
  /** How large an uploaded file may be; 10 MiB unless told. */
  readonly fileBytes?: number
  /** Whether valid operations are answered without the specification server, the same way but faster; unless told, they are. */
  readonly fastPath?: boolean
  /** For so long who changed something reads no replica, which may be as far behind; 0 unless told. */
  readonly longestLagMs?: number
  /** The documents of the console's build, by id; asked for with each request, since the build may end after this. */
  readonly trustedDocuments?: () => ReadonlyMap<string, string>
  /** Whether a session runs those documents only: in production. */
  readonly sessionsNeedTrustedDocuments?: boolean
}

export type ApiOptions = {
  readonly schema: GraphQLSchema
  readonly database: ScopedDatabase
  readonly config: ApiConfig
  readonly logger: Pick<Logger, 'error' | 'warn'>
  readonly clock?: Clock | undefined
  /** What each role may do; core's own permissions unless told. */
  readonly rolePermissions?: RolePermissions
  /** Opens the secrets of second factors; without it nobody can have one. */
  readonly vault?: Vault
}

/** The API as the process mounts it. */
export type Api = {
  /** Answers /graphql, /schema.graphql, /files and /auth/…; false when the path is somebody else's. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  /** Takes the upgrade of /graphql and refuses every other. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Closes sockets with 1012 and ends streams. */
  readonly close: () => Promise<void>
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/'
}

function refuseUpgrade(socket: Duplex, status: string, { code, message }: Fault): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  const head = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8`
  socket.on('error', () => undefined)
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

/**
 * Makes the API over a schema: GraphQL by POST, SSE and WebSocket, and signing in and out.
 * @throws SchemaRefused when a root field declares no access
 */
export function createApi({ schema, database, config, logger, clock, ...options }: ApiOptions): Api {
  const now = clock === undefined ? () => new Date() : () => clock.now()
  const rolePermissions = options.rolePermissions ?? permissionsByRole(CORE_PERMISSIONS)
  const principals = createPrincipals(database, rolePermissions, now, config.secondFactor, config.accessTokens)
  const live = createLivePrincipals(principals)
  const present = createPresent(logger)
  const { graphiql, publicUrl, timeoutMs = LIMITS.requestMs } = config
  const lag = createRecentReads(config.longestLagMs ?? 0)
  const engine = createEngine({
    schema: limitLists(checkTextsOfArguments(assertAccessDeclared(schema))),
    database,
    principals,
    present,
    graphiql,
    lag,
  })
  const admit = createTrustedDocuments({
    documents: config.trustedDocuments ?? (() => new Map()),
    sessionsNeedThem: config.sessionsNeedTrustedDocuments ?? false,
  })
  const site = { addressOf: addressReader(config.trustedProxies), publicUrl }
  const admission = createAdmission(principals, config.rates === undefined ? null : createRates(config.rates))
  const transport = { site, engine, admission, admit, principals, live, present, timeoutMs }
  const fastPath =
    (config.fastPath ?? true)
      ? createFastPath({ ...transport, schema: engine.schema, parse: engine.parse, database, lag })
      : null
  const http = createHttp({ ...transport, fastPath, graphiql })
  const sockets = createSockets({ ...transport, logger })
  const publishedSchema = createPublishedSchema(schema)
  const signInRoutes = createSignInRoutes({
    house: { database, now, box: createSecretBox(options.vault ?? lockedVault) },
    principals,
    present,
    admission,
    site,
    oidc: config.oidc ?? null,
  })
  const most = config.fileBytes ?? LIMITS.fileBytes
  const fileRoutes = createFileRoutes({ database, principals, admission, present, site, now: async () => now(), most })

  return {
    handle: async (request, response) => {
      const path = pathOf(request)
      if (path === '/graphql') await http.handle(request, response)
      else if (publishedSchema(path, request, response)) return true
      else if (await fileRoutes(path, request, response)) return true
      else if (!(await signInRoutes(path, request, response))) return false
      return true
    },
    upgrade: (request, socket, head) => {
      if (pathOf(request) !== '/graphql')
        refuseUpgrade(socket, '404 Not Found', fault('NOT_FOUND', { value: pathOf(request) }))
      else if (isForeign(request, site)) refuseUpgrade(socket, '403 Forbidden', foreignOrigin())
      else sockets.upgrade(request, socket, head)
    },
    close: async () => {
      live.close()
      http.close()
      await sockets.close()
    },
  }
}
