import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { getOperationAST, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { CloseCode, handleProtocols, makeServer, type Context } from 'graphql-ws'
import type { Logger } from 'pino'
import { WebSocketServer, type WebSocket } from 'ws'
import type { LivePrincipals } from '../access/live-principals.ts'
import type { Principals } from '../access/principals.ts'
import { callerOfSocket, type Caller } from './caller.ts'
import type { Engine } from './engine.ts'
import { fault, invalid } from './fault.ts'
import { readParams, type Params } from './params.ts'
import type { Present } from './present.ts'
import { BODY_LIMIT } from './request-body.ts'

/** Operations that one socket may have open at once. */
export const OPERATIONS_PER_SOCKET = 100
const PING_MS = 12_000
const INIT_TIMEOUT_MS = 10_000
/** Restart: come back, with your cursor. */
const SERVICE_RESTART = 1012
const TRY_AGAIN_LATER = 1013

type Extra = { readonly request: IncomingMessage; readonly socket: WebSocket; caller: Caller; stopWatching: () => void }
type Connection = Context<Record<string, unknown>, Extra>
type Run = (args: ExecutionArgs) => Promise<ExecutionResult | AsyncIterable<ExecutionResult>>
/** What `onSubscribe` prepares: the arguments, and the engine's own functions for exactly this operation. */
type Prepared = ExecutionArgs & { readonly run: Run }

type SocketOptions = {
  readonly engine: Engine
  readonly principals: Principals
  readonly live: LivePrincipals
  readonly present: Present
  readonly logger: Pick<Logger, 'error' | 'warn'>
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error
  return new GraphQLError('', { originalError: error instanceof Error ? error : new Error(String(error)) })
}

/** Parses, validates and gives the context of one operation: the same functions that POST goes through. */
async function prepare(engine: Engine, caller: Caller, params: Params): Promise<Prepared | readonly GraphQLError[]> {
  const enveloped = engine.getEnveloped({ caller, handed: params, params })
  const document = enveloped.parse(params.query)
  const errors: readonly GraphQLError[] = enveloped.validate(enveloped.schema, document)
  if (errors.length > 0) return errors
  const operation = getOperationAST(document, params.operationName)
  if (!operation) {
    throw invalid(
      {
        'zh-CN': '无法确定要执行的操作，请核对 operationName。',
        en: 'It is not clear which operation to run; check "operationName".',
      },
      ['operationName'],
    )
  }
  const run = (operation.operation === 'subscription' ? enveloped.subscribe : enveloped.execute) as Run
  return {
    schema: enveloped.schema,
    document,
    operationName: params.operationName,
    variableValues: params.variables,
    contextValue: await enveloped.contextFactory(),
    run,
  }
}

/** A failure while an operation starts is an answer to it, never the end of the socket. */
async function runPrepared(args: ExecutionArgs) {
  try {
    return await (args as Prepared).run(args)
  } catch (error) {
    return { errors: [asGraphQLError(error)] }
  }
}

function createProtocol({ engine, principals, live, present }: SocketOptions) {
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_TIMEOUT_MS,
    execute: runPrepared as never,
    subscribe: runPrepared as never,
    onConnect: async (connection: Connection) => {
      const { extra, connectionParams } = connection
      extra.caller = callerOfSocket(extra.request, connectionParams)
      const { credential } = extra.caller
      if (credential === null) return true
      if ((await principals.find(credential)) === null) return false
      if (extra.socket.readyState !== extra.socket.OPEN) return false
      extra.stopWatching = live.watch(credential, () => extra.socket.close(CloseCode.Forbidden, 'Forbidden'))
      return true
    },
    onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
      try {
        if (Object.keys(subscriptions).length > OPERATIONS_PER_SOCKET) throw tooManyOperations()
        return (await prepare(engine, extra.caller, readParams(payload))) as never
      } catch (error) {
        return [asGraphQLError(error)]
      }
    },
    onNext: ({ extra }, _id, _payload, _args, result) => {
      if (result.errors === undefined || result.errors.length === 0) return undefined
      return { ...result, errors: present(result.errors, extra.caller) } as never
    },
    onError: ({ extra }, _id, _payload, errors) => present(errors, extra.caller).map((error) => error.toJSON()),
  })
}

function tooManyOperations() {
  return fault('LIMIT_EXCEEDED', {
    detail: {
      'zh-CN': `一个连接最多同时进行 ${OPERATIONS_PER_SOCKET} 个操作。`,
      en: `A socket has at most ${OPERATIONS_PER_SOCKET} operations open at once.`,
    },
  })
}

/** Pings, so that a peer that vanished without a word is let go. */
function keepAlive(socket: WebSocket): () => void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }, PING_MS)
  return () => clearInterval(timer)
}

/** The graphql-ws transport over one `WebSocketServer`. */
export function createSockets(options: SocketOptions) {
  const protocol = createProtocol(options)
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: BODY_LIMIT,
    perMessageDeflate: false,
    handleProtocols: (protocols) => handleProtocols(protocols),
  })

  function connect(socket: WebSocket, request: IncomingMessage): void {
    const extra: Extra = { request, socket, caller: callerOfSocket(request, undefined), stopWatching: () => undefined }
    const stopPinging = keepAlive(socket)
    socket.on('error', () => undefined) // a broken frame: ws closes the socket with the code that fits
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) return resolve()
            socket.send(data, (error) => (error && socket.readyState === socket.OPEN ? reject(error) : resolve()))
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => {
          socket.on('message', (data: Buffer) => {
            take(data.toString('utf8')).catch((error: unknown) => {
              options.logger.error({ trace: extra.caller.requestId, err: error }, 'socket message failed')
              socket.close(TRY_AGAIN_LATER, 'Try again later')
            })
          })
        },
      },
      extra,
    )
    socket.once('close', (code, reason) => {
      stopPinging()
      extra.stopWatching()
      void closed(code, reason.toString('utf8')).catch((error: unknown) => {
        options.logger.error({ trace: extra.caller.requestId, err: error }, 'closing a socket failed')
      })
    })
  }

  return {
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      server.handleUpgrade(request, socket, head, connect)
    },
    /** Closes every socket with 1012 and waits for them, two seconds at most. */
    close: async () => {
      const open = [...server.clients]
      for (const socket of open) socket.close(SERVICE_RESTART, 'Service restart')
      const gone = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      const late = setTimeout(() => open.forEach((socket) => socket.terminate()), 2_000)
      await Promise.all(gone)
      clearTimeout(late)
      server.close()
    },
  }
}
