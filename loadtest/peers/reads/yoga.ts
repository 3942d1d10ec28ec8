import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { makeAsk, makeLoads, openPool } from './loads.ts'
import { CASE_BY_DATALOADER, FIELDS, QUERY, READS_SCHEMA } from './schema.ts'

// Yoga as its guide sets it up, with DataLoader, without a page for people and without logs.
const ask = makeAsk(openPool())
const schema = createSchema<{ loads: ReturnType<typeof makeLoads> }>({
  typeDefs: READS_SCHEMA,
  resolvers: { Query: QUERY, ...FIELDS, Case: CASE_BY_DATALOADER } as never,
})
const context = () => ({ loads: makeLoads(ask) })
const server = createServer(createYoga({ schema, context, graphiql: false, logging: false, landingPage: false }))
const port = Number(process.env['PORT'])
server.listen(port, '127.0.0.1', () => process.stdout.write(`Yoga starts at http://127.0.0.1:${port}/graphql\nReady\n`))
process.once('SIGTERM', () => process.exit(0))
