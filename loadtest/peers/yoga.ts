import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { PEER_SCHEMA, peerResolvers } from './peer-schema.ts'
import { openPeerTable } from './peer-table.ts'

// Yoga as its guide sets it up, without a page for people and without logs.
const table = openPeerTable('yoga_event')
const schema = createSchema({ typeDefs: PEER_SCHEMA, resolvers: peerResolvers(table) })
const server = createServer(createYoga({ schema, graphiql: false, logging: false, landingPage: false }))
const port = Number(process.env['PORT'])
server.listen(port, '127.0.0.1', () => process.stdout.write(`Yoga starts at http://127.0.0.1:${port}/graphql\nReady\n`))
process.once('SIGTERM', () => process.exit(0))
