import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { getOperationAST, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { CloseCode, handleProtocols, makeServer, type Context } from 'graphql-ws'
import type { Logger } from 'pino'
import { WebSocketServer, type WebSocket } from 'ws'
import type { LivePrincipals } from '../access/live-principals.ts'
import type { Principals } from '../access/principals.ts'
import type { Admission } from './admission.ts'
import { callerOfSocket, type Caller, type Site } from './caller.ts'
import type { Engine } from './engine.ts'
import { Fault, invalid } from './fault.ts'
import { exceeded, LIMITS } from './limits.ts'
import { socketOutlet } from './outlets.ts'
import { readParams, type Params } from './params.ts'
import type { Present } from './present.ts'
import { createSeats, seatHolder } from './seats.ts'
import { sharedOperation } from './shared-operation.ts'
import { inTime } from './in-time.ts'
import type { Admit } from './trusted-documents.ts'

const PING_MS = 12_000
const INIT_TIMEOUT_MS = 10_000
/** Restart: come back, with your cursor. */
const SERVICE_RESTART = 1012
const TRY_AGAIN_LATER = 1013
/** The protocol is text. */
const UNSUPPORTED_DATA = 1003

type Extra = {
  readonly request: IncomingMessage
  readonly socket: WebSocket
  /** What the socket is written to. */
  readonly wire: Duplex
  caller: Caller
  stopWatching: () => void
  leaveSeat: () => void
}
type Connection = Context<Record<string, unknown>, Extra>
type Run = (args: ExecutionArgs) => Promise<ExecutionResult | AsyncIterable<ExecutionResult>>
/** What `onSubscribe` prepares: the arguments, and the engine's own functions for exactly this operation. */
type Prepared = ExecutionArgs & { readonly run: Run }

type SocketOptions = {
  readonly site: Site
  readonly engine: Engine
  readonly admission: Admission
  readonly admit: Admit
  readonly principals: Principals
  readonly live: LivePrincipals
  readonly present: Present
  readonly logger: Pick<Logger, 'error' | 'warn'>
  /** How long an operation that is no stream may take. */
  readonly timeoutMs: number
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error
  return new GraphQLError('', { originalError: error instanceof Error ? error : new Error(String(error)) })
}

/** Parses, validates and gives the context of one operation: the same functions that POST goes through. */
async function prepare(
  { engine, timeoutMs }: Pick<SocketOptions, 'engine' | 'timeoutMs'>,
  { caller, socket, wire }: Pick<Extra, 'caller' | 'socket' | 'wire'>,
  id: string,
  params: Params,
): Promise<Prepared | readonly GraphQLError[]> {
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
  const isStream = operation.operation === 'subscription'
  const { schema } = enveloped
  const sharing = isStream
    ? sharedOperation({ schema, document, operation, params }, socketOutlet(id, socket, wire))
    : undefined
  const execute: Run = (args) => inTime(timeoutMs, Promise.resolve((enveloped.execute as Run)(args)))
  return {
    schema,
    document,
    operationName: params.operationName,
    variableValues: params.variables,
    contextValue: Object.assign(await enveloped.contextFactory(), { sharing }),
    run: isStream ? (enveloped.subscribe as Run) : execute,
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

function createProtocol({ site, engine, admission, admit, principals, live, present, timeoutMs }: SocketOptions) {
  const seats = createSeats(LIMITS.sockets)
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_TIMEOUT_MS,
    execute: runPrepared as never,
    subscribe: runPrepared as never,
    onConnect: async (connection: Connection) => {
      const { extra, connectionParams } = connection
      extra.caller = callerOfSocket(extra.request, connectionParams, site)
      const { credential } = extra.caller
      if (!(await isAdmitted(admission, extra))) return false
      if (credential !== null && (await principals.find(credential)) === null) return false
      const opened = credential === null ? undefined : await principals.standing(credential)
      if (opened === null) return false
      const holder = await seatHolder(principals, extra.caller)
      if (extra.socket.readyState !== extra.socket.OPEN) return false
      const leaveSeat = seats.take(holder)
      if (leaveSeat === null) {
        extra.socket.close(TRY_AGAIN_LATER, `At most ${LIMITS.sockets} sockets at once`)
        return false
      }
      extra.leaveSeat = leaveSeat
      if (credential === null) return true
      extra.stopWatching = live.watch(credential, () => extra.socket.close(CloseCode.Forbidden, 'Forbidden'), opened)
      return true
    },
    onSubscribe: async ({ extra, subscriptions }, id, payload) => {
      try {
        if (Object.keys(subscriptions).length > LIMITS.operations) throw tooManyOperations()
        await admission.operation(extra.caller)
        const params = admit(readParams(payload), extra.caller.credential)
        return (await prepare({ engine, timeoutMs }, extra, id, params)) as never
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

/** Whether a socket may be looked at closer; one of too many guesses is closed. */
async function isAdmitted(admission: Admission, { caller, socket }: Extra): Promise<boolean> {
  try {
    await admission.connection(caller)
    return true
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'LIMIT_EXCEEDED')) throw error
    socket.close(TRY_AGAIN_LATER, 'Too many requests')
    return false
  }
}

function tooManyOperations() {
  return exceeded({ 'zh-CN': '一个连接上同时进行的操作', en: 'Operations open at once on a socket' }, LIMITS.operations)
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

/** Sends, and drops a client that leaves too much unread: it comes back with its cursor. */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.bufferedAmount > LIMITS.unreadBytes) socket.terminate()
    if (socket.readyState !== socket.OPEN) return resolve()
    socket.send(data, (error) => (error && socket.readyState === socket.OPEN ? reject(error) : resolve()))
  })
}

/** The graphql-ws transport over one `WebSocketServer`. */
export function createSockets(options: SocketOptions) {
  const protocol = createProtocol(options)
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (protocols) => handleProtocols(protocols),
  })

  function connect(socket: WebSocket, request: IncomingMessage, wire: Duplex): void {
    const caller = callerOfSocket(request, undefined, options.site)
    const extra: Extra = { request, socket, wire, caller, stopWatching: () => undefined, leaveSeat: () => undefined }
    const stopPinging = keepAlive(socket)
    socket.on('error', () => undefined) // a broken frame: ws closes the socket with the code that fits
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(socket, data),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => {
          socket.on('message', (data: Buffer, isBinary) => {
            if (isBinary) return socket.close(UNSUPPORTED_DATA, 'Text only')
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
      extra.leaveSeat()
      void closed(code, reason.toString('utf8')).catch((error: unknown) => {
        options.logger.error({ trace: extra.caller.requestId, err: error }, 'closing a socket failed')
      })
    })
  }

  return {
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      server.handleUpgrade(request, socket, head, (opened, asked) => connect(opened, asked, socket))
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
