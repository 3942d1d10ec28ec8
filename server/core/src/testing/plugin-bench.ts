import { graphql } from 'graphql'
import { changeAs } from '../access/audit/change.ts'
import { actorOf } from '../access/audit/record.ts'
import { inScope, systemHolder } from '../access/holder.ts'
import { buildApiSchema } from '../core-schema.ts'
import type { Principal, RequestContext } from '../graphql/context.ts'
import { readFor } from '../graphql/request-context.ts'
import { sharedReads } from '../graphql/shared-reads.ts'
import { createHost, type Host } from '../host.ts'
import type { AnyPlugin, Plugin } from '../plugin.ts'
import { openTestPlatform, type TestPlatform } from './platform.ts'

/** A test platform on which the parts of a plugin are tried, without a server around them. */
export type PluginBench = TestPlatform & {
  /** The host that a plugin gets here. */
  readonly hostOf: <T>(plugin: Plugin<T>) => Host<T>
  /** Somebody who has these permissions in a region, named by its code. */
  readonly principal: (region: string, ...permissions: readonly string[]) => Principal
  /** The context of a request of somebody, or of nobody. */
  readonly contextOf: (principal: Principal | null) => RequestContext
  /** Runs a GraphQL document for somebody, or for nobody, in English. */
  readonly ask: (
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    principal?: Principal | null,
  ) => Promise<BenchAnswer>
  /** Hands all events of plugins to their handlers, in order; called again, they come again. */
  readonly deliverEvents: () => Promise<void>
}

/** The data of an answer, and the codes of its errors. */
export type BenchAnswer = { readonly data: unknown; readonly codes: readonly unknown[] }

/** Opens a bench for some plugins; `end()` it in `afterAll`. */
export async function openPluginBench(plugins: readonly AnyPlugin[]): Promise<PluginBench> {
  const platform = await openTestPlatform(plugins)
  const { database, registers, handlers } = platform
  const facts = { name: 'Zhikong', version: 'test', mode: 'REAL', demoProgress: () => null } as const
  const schema = buildApiSchema({ ...platform, platform: facts })
  const contextOf = (principal: Principal | null): RequestContext => ({
    principal,
    language: 'en',
    requestId: 'test',
    address: '127.0.0.1',
    read: sharedReads(readFor(database, principal)),
    change: changeAs(database, actorOf({ principal, address: '127.0.0.1', requestId: 'test' })),
    principalStillValid: async () => true,
  })

  return {
    ...platform,
    contextOf,
    hostOf: <T>(plugin: Plugin<T>) => createHost<T>(plugin as unknown as AnyPlugin, platform),
    principal: (code, ...permissions) => {
      const region = registers.current().tree.byCode(code.padEnd(12, '0'))
      if (region === undefined) throw new Error(`There is no region ${code}`)
      const { id, scopeKey, scopeEnd } = region
      const name = 'Test'
      const who = { id: name, kind: 'key', name, regionId: id, lo: scopeKey, hi: scopeEnd, expiresAt: null } as const
      return inScope(systemHolder(who, new Set(permissions)), null)
    },
    ask: async (source, variableValues = {}, principal = null) => {
      const answer = await graphql({ schema, source, variableValues, contextValue: contextOf(principal) })
      return { data: answer.data ?? null, codes: (answer.errors ?? []).map(codeOf) }
    },
    deliverEvents: async () => {
      const events = await database.withScope({ mode: 'engine' }, (trx) =>
        trx.selectFrom('core.outbox').selectAll().orderBy('id').execute(),
      )
      for (const { id, kind, payload, createdAt } of events) {
        for (const { handle } of handlers.filter((handler) => handler.kind === kind)) {
          await handle([{ seq: id, at: createdAt, kind, payload: JSON.parse(payload) }])
        }
      }
    },
  }
}

/** An error without a code is a fault of the code under test, so its words are shown. */
function codeOf(error: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }): unknown {
  return error.extensions['code'] ?? error.message
}
