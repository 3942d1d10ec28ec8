import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { createYoga, isAsyncIterable, mapAsyncIterator, type GraphQLParams, type Plugin } from 'graphql-yoga'
import type { ScopedDatabase } from '../access/administration.ts'
import type { Principals } from '../access/principals.ts'
import type { Sharing } from '../feed/groups/sharing.ts'
import { STATUS_WITHOUT_DATA, WRONG_REQUEST } from './answer-status.ts'
import type { Caller } from './caller.ts'
import type { ErrorCode } from './messages.ts'
import type { Params } from './params.ts'
import { parserWithinLimits, type Parse } from './parse-within-limits.ts'
import { plainSubscription } from './plain-subscription.ts'
import type { Present } from './present.ts'
import { recentReads, type LaggingContext, type RecentReads } from './recent-reads.ts'
import { createContext } from './request-context.ts'

/** What the transports hand to the engine with each operation. */
export type Handed = {
  readonly caller: Caller
  readonly handed: Params
  /** How a stream is told together with others. */
  readonly sharing?: Sharing
}

type EngineOptions = {
  readonly schema: GraphQLSchema
  readonly database: ScopedDatabase
  readonly principals: Principals
  readonly present: Present
  /** Serves the page of GraphiQL and answers introspection. */
  readonly graphiql: boolean
  readonly lag: RecentReads
}

/** Parse within the limits; part of Yoga, so that every transport goes through it. */
const withinLimits = (parse: Parse): Plugin => ({
  onParse: ({ setParseFn }) => setParseFn(parse),
  onValidate: ({ addValidationRule }) => addValidationRule(plainSubscription),
})

/** The body was read and checked before; Yoga need not see it. */
const paramsFromTransport: Plugin<Record<string, unknown>, Handed> = {
  onRequestParse: ({ request, serverContext, setRequestParser }) => {
    const { handed } = serverContext as Partial<Handed>
    if (request.method === 'POST' && handed !== undefined) setRequestParser(() => ({ ...handed }) as GraphQLParams)
  },
}

function statusOf(code: unknown): { readonly http?: object } {
  const status = STATUS_WITHOUT_DATA[code as ErrorCode]
  return { http: status === undefined ? { status: WRONG_REQUEST, spec: true } : { status } }
}

/** Presents the errors of a result; without data, the status of HTTP says so too. */
function presentResult(result: ExecutionResult, present: Present, caller: Caller): ExecutionResult {
  if (result.errors === undefined || result.errors.length === 0) return result
  const errors = present(result.errors, caller)
  if (!('data' in result) || result.data === undefined) {
    for (const error of errors) Object.assign(error.extensions, statusOf(error.extensions['code']))
  }
  return { ...result, errors }
}

/** Answers over HTTP and SSE leave presented; those over sockets are presented by `sockets.ts`. */
function presented(present: Present): Plugin<Record<string, unknown>, Handed> {
  return {
    onResultProcess: ({ result, setResult, serverContext }) => {
      const { caller } = serverContext
      if (Array.isArray(result)) return
      if (!isAsyncIterable(result)) {
        setResult(presentResult(result as ExecutionResult, present, caller))
        return
      }
      setResult(
        mapAsyncIterator(
          result as AsyncIterable<ExecutionResult>,
          (each) => presentResult(each, present, caller),
          (error: unknown) => ({ errors: present([error], caller) }),
        ) as typeof result,
      )
    },
  }
}

/** Makes Yoga: one path of parse, limits, validation, context and masking for POST, SSE and sockets. */
export function createEngine(options: EngineOptions) {
  const { schema, present, graphiql, lag } = options
  const parse = parserWithinLimits(schema, graphiql)
  const yoga = createYoga<Handed, LaggingContext>({
    schema,
    graphqlEndpoint: '/graphql',
    batching: false,
    cors: false,
    landingPage: false,
    multipart: false,
    logging: false,
    maskedErrors: false,
    healthCheckEndpoint: '/graphql/never',
    ...(graphiql
      ? { graphiql: { title: 'Zhikong', headers: '{"x-zhikong":"1"}', subscriptionsProtocol: 'WS' }, renderGraphiQL }
      : { graphiql: false }),
    context: ({ caller }) => createContext(caller, options),
    plugins: [withinLimits(parse), paramsFromTransport, recentReads(lag), presented(present)],
  })
  return Object.assign(yoga, { schema, parse })
}

/** The engine as the transports use it. */
export type Engine = ReturnType<typeof createEngine>
