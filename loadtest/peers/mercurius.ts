import Fastify from 'fastify'
import mercurius from 'mercurius'
import { PEER_SCHEMA, peerResolvers } from './peer-schema.ts'
import { openPeerTable } from './peer-table.ts'

// Mercurius with what its guide has for speed: compiled after the first request.
const app = Fastify({ logger: false })
await app.register(mercurius, {
  schema: PEER_SCHEMA,
  resolvers: peerResolvers(openPeerTable('mercurius_event')),
  jit: 1,
})
const port = Number(process.env['PORT'])
await app.listen({ port, host: '127.0.0.1' })
process.stdout.write(`Mercurius starts at http://127.0.0.1:${port}/graphql\nReady\n`)
process.once('SIGTERM', () => process.exit(0))
