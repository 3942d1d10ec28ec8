import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

// PostGraphile with its usual preset, over a schema that holds one table.
const connectionString = process.env['DATABASE_URL'] ?? ''
const pgServices = [makePgService({ connectionString, schemas: ['postgraphile_peer'], poolConfig: { max: 16 } })]
const preset = { extends: [PostGraphileAmberPreset], pgServices, grafserv: { watch: false, graphiql: false } }
const server = createServer()
await postgraphile(preset).createServ(grafserv).addTo(server)
const port = Number(process.env['PORT'])
server.listen(port, '127.0.0.1', () =>
  process.stdout.write(`PostGraphile starts at http://127.0.0.1:${port}/graphql\nReady\n`),
)
process.once('SIGTERM', () => process.exit(0))
