import { createServer, type Server } from 'node:http'
import { buildApiSchema, createApi, createApiKey } from '@zhikong/core'
import { openTestPlatform } from '@zhikong/core/testing'
import { plugins } from '../../src/plugins.ts'

const HALL = { code: 'EAST', name: '东区政务服务大厅', region: '430102000000' }
const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })
const MATTER = {
  code: 'FOOD-LICENCE',
  name: '食品经营许可',
  type: 'LICENCE',
  kind: 'PROMISED' as const,
  promised: days(3),
  statutory: days(20),
}

/** The platform with its workers behind a port of its own, one hall, one matter, and a key to all of it. */
export async function servePlatform() {
  const platform = await openTestPlatform(plugins)
  platform.setNow('2026-03-31T10:00:00+08:00')
  await platform.save('halls', [HALL])
  await platform.save('matters', [MATTER])
  const facts = { name: 'Zhikong', version: 'test', mode: 'REAL', demoProgress: () => null } as const
  const { database, declarations, clock, registers } = platform
  const [province] = registers.current().tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  const region = { id: province.id, lo: province.scopeKey, hi: province.scopeEnd }
  const { key } = await createApiKey(database, {
    name: 'docs',
    region,
    permissions: Object.keys(declarations.permissions),
  })
  const fail = (entry: unknown) => void process.stderr.write(`${JSON.stringify(entry)}\n`)
  const api = createApi({
    schema: buildApiSchema({ ...platform, platform: facts }),
    database,
    clock,
    config: { graphiql: false },
    logger: { error: fail, warn: fail },
  })
  const server = createServer((request, response) => void api.handle(request, response))
  server.on('upgrade', (request, socket, head) => api.upgrade(request, socket, head))
  const url = await listen(server)
  const workers = platform.startWorkers()
  let number = 0

  return {
    platform,
    environment: { ...process.env, ZHIKONG: url, ZHIKONG_KEY: key },
    /** Reports one more case that is past its promised limit, so that a yellow card is pushed. */
    raiseCard: async () => {
      number += 1
      const about = { source: 'docs', externalId: `late-${number}`, hall: HALL.code, matter: MATTER.code }
      const occurredAt = new Date('2026-03-23T09:00:00+08:00')
      await platform.report([{ ...about, eventId: '1', kind: 'ACCEPTED', occurredAt }])
    },
    stop: async () => {
      await api.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await workers.stop()
      await platform.end()
    },
  }
}

export type ServedPlatform = Awaited<ReturnType<typeof servePlatform>>

const FIRST_PORT = 20_000

/** Below the ports that the system hands out by itself, which a busy machine may take at any moment. */
async function listen(server: Server): Promise<string> {
  for (let port = FIRST_PORT + (process.pid % 10_000); ; port += 1) {
    const taken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(true))
      server.listen(port, '127.0.0.1', () => resolve(false))
    })
    if (!taken) return `http://127.0.0.1:${port}`
  }
}
