import Fastify from 'fastify'
import mercurius, { type MercuriusLoaders } from 'mercurius'
import { makeAsk, makeLoads, openPool, type CaseRow } from './loads.ts'
import { FIELDS, QUERY, READS_SCHEMA } from './schema.ts'

// Mercurius with what its guide has for speed: compiled after the first request, and its own loaders.
const ask = makeAsk(openPool())
type Asked = readonly { readonly obj: CaseRow }[]

const named = (name: 'regions' | 'halls' | 'matters', idOf: (row: CaseRow) => number) => async (asked: Asked) => {
  const ids = [...new Set(asked.map(({ obj }) => idOf(obj)))]
  const rows = new Map((await ask<{ id: number }>(name, ids)).map((row) => [row.id, row]))
  return asked.map(({ obj }) => rows.get(idOf(obj)))
}
const loaders = {
  Case: {
    hall: named('halls', ({ hall_id }) => hall_id),
    matter: named('matters', ({ matter_id }) => matter_id),
    region: named('regions', ({ region_id }) => region_id),
    timeline: async (asked: Asked) => {
      const ids = asked.map(({ obj }) => obj.case_id)
      const byCase = Map.groupBy(await ask<{ case_id: string }>('events', ids), ({ case_id }) => case_id)
      return ids.map((id) => byCase.get(id) ?? [])
    },
  },
} as unknown as MercuriusLoaders

const app = Fastify({ logger: false })
await app.register(mercurius, {
  schema: READS_SCHEMA,
  resolvers: { Query: QUERY, ...FIELDS } as never,
  loaders,
  context: () => ({ loads: makeLoads(ask) }),
  jit: 1,
})
const port = Number(process.env['PORT'])
await app.listen({ port, host: '127.0.0.1' })
process.stdout.write(`Mercurius starts at http://127.0.0.1:${port}/graphql\nReady\n`)
process.once('SIGTERM', () => process.exit(0))
