import { createServer } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import { buildApiSchema } from '../../core-schema.ts'
import { createApi } from '../../graphql/server.ts'
import type { TestPlatform } from '../platform.ts'
import { testVault } from '../vault.ts'

export type Served = {
  readonly url: string
  readonly schema: GraphQLSchema
  /** What the API had to log: failures that nobody expected. */
  readonly logged: readonly unknown[]
  readonly stop: () => Promise<void>
}

/** Serves a platform on a free port, as the process does. */
export async function serve(platform: TestPlatform): Promise<Served> {
  const facts = { name: 'Zhikong', version: 'test', mode: 'REAL', demoProgress: () => null } as const
  const schema = buildApiSchema({ ...platform, platform: facts })
  const logged: unknown[] = []
  const log = (entry: unknown) => void logged.push(entry)
  const { database, clock, declarations } = platform
  const api = createApi({
    schema,
    database,
    config: { graphiql: false },
    logger: { error: log, warn: log },
    clock,
    rolePermissions: declarations.rolePermissions,
    vault: testVault,
  })
  const server = createServer((request, response) => {
    void api.handle(request, response).then((mine) => {
      if (!mine) response.writeHead(404).end()
    })
  })
  server.on('upgrade', (request, socket, head) => api.upgrade(request, socket, head))
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return {
    url: `http://127.0.0.1:${port}`,
    schema,
    logged,
    stop: async () => {
      await api.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
