import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

// PostGraphile with its usual preset, over the tables and functions of one schema; lists beside connections.
const connectionString = process.env['DATABASE_URL'] ?? ''
const pgServices = [makePgService({ connectionString, schemas: ['reads_peer'], poolConfig: { max: 12 } })]
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices,
  schema: { defaultBehavior: '+list' },
  grafserv: { watch: false, graphiql: false },
}
const server = createServer()
await postgraphile(preset).createServ(grafserv).addTo(server)
const port = Number(process.env['PORT'])
server.listen(port, '127.0.0.1', () =>
  process.stdout.write(`PostGraphile starts at http://127.0.0.1:${port}/graphql\nReady\n`),
)
process.once('SIGTERM', () => process.exit(0))
