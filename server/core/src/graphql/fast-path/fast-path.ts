import type { ServerResponse } from 'node:http'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import type { ScopedDatabase } from '../../access/administration.ts'
import type { LivePrincipals } from '../../access/live-principals.ts'
import type { Principals } from '../../access/principals.ts'
import type { Handed } from '../engine.ts'
import type { Parse } from '../parse-within-limits.ts'
import type { Present } from '../present.ts'
import type { LaggingContext, RecentReads } from '../recent-reads.ts'
import { createContext } from '../request-context.ts'
import { createExecute } from './execute.ts'
import { mediaTypeOf } from './media-type.ts'
import { createPreparedDocuments, type Prepared } from './prepared-documents.ts'
import { statusOfAnswer } from './status.ts'
import { createSupervised } from './supervised.ts'

type FastPathOptions = {
  readonly schema: GraphQLSchema
  readonly parse: Parse
  readonly database: ScopedDatabase
  readonly principals: Principals
  readonly live: LivePrincipals
  readonly present: Present
  readonly lag: RecentReads
  /** How long an operation may take. */
  readonly timeoutMs: number
}

/** Answers queries and mutations that are valid, in JSON, without the specification server. */
export type FastPath = {
  /** Answers; false when the specification server has to. Throws a Refusal when it took too long. */
  readonly answer: (accept: string, handed: Handed, response: ServerResponse) => Promise<boolean>
  /** Ends what is under way. */
  readonly close: () => void
}

/** Makes the fast path: the same documents, limits, context, masking and status as the specification server has. */
export function createFastPath({ schema, parse, live, present, lag, timeoutMs, ...house }: FastPathOptions): FastPath {
  const documents = createPreparedDocuments(schema, parse)
  const execute = createExecute(schema)
  const supervised = createSupervised(live, timeoutMs)

  async function run(prepared: Prepared, { caller, handed }: Handed): Promise<ExecutionResult> {
    let context: LaggingContext
    try {
      context = await createContext(caller, house)
    } catch (error) {
      return { errors: present([error], caller) }
    }
    const done = lag(prepared.operation.operation, context)
    const result = await execute(prepared, handed, context)
    done?.()
    return result.errors === undefined ? result : { ...result, errors: present(result.errors, caller) }
  }

  return {
    answer: async (accept, asked, response) => {
      const mediaType = mediaTypeOf(accept)
      const prepared = mediaType === null ? null : documents.prepare(asked.handed)
      if (mediaType === null || prepared === null) return false
      const result = await supervised.run(asked.caller.credential, run(prepared, asked))
      if (response.destroyed) return true
      const body = JSON.stringify(result)
      response.writeHead(statusOfAnswer(result, mediaType), {
        'content-type': `${mediaType}; charset=utf-8`,
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
      return true
    },
    close: supervised.stop,
  }
}
