import { anyOperation, type Operation } from '@zhikong/core/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type House } from '../../../core/test/hostile/house.ts'
import { expectTypedErrors } from '../../../core/test/hostile/told.ts'
import { expectAlive } from '../../../core/test/hostile/transports.ts'
import { plugins } from '../../src/plugins.ts'
import { openWays, unanswered, type Asked } from './ways-to-ask.ts'

const night = process.env['ZHIKONG_NIGHT'] === '1'
const OPERATIONS = night ? 20_000 : 600
const AT_ONCE = 8
const seed = Number(process.env['ZHIKONG_SEED'] ?? Date.now() % 2_147_483_647)

let house: House
beforeAll(async () => {
  house = await openHouse(plugins)
})
afterAll(() => house.end())

/** Ids and cursors of what is there, as the API gives them. */
async function harvest(headers: Record<string, string>): Promise<readonly string[]> {
  const query = `{
    cases(within: "43") { nodes { id } pageInfo { endCursor } }
    halls(within: "43") { nodes { id } pageInfo { endCursor } }
    alertList(within: "43") { nodes { id } pageInfo { endCursor } }
  }`
  const found = await (await house.api.post({ query }, headers)).text()
  return [...found.matchAll(/"(?:id|endCursor)":"([^"]+)"/gu)].map(([, id]) => id ?? '')
}

/** What is wrong with an answer; undefined when it is as any answer may be. */
function faultIn({ status, answer: { errors = [] } }: Asked): string | undefined {
  if (status >= 500) return `status ${status}`
  const codes = errors.map(({ extensions }) => extensions.code)
  if (codes.includes('INTERNAL') || codes.includes('UNAVAILABLE')) return codes.join(' ')
  try {
    expectTypedErrors(errors)
  } catch (error) {
    return String(error).slice(0, 500)
  }
  return undefined
}

/** The headers of those who ask in turn, more often those who may do much. */
async function principals(): Promise<readonly Record<string, string>[]> {
  const all = (await house.system('43')).headers
  const administrator = await house.person('administrator', '43', ['SYSTEM_ADMINISTRATOR', 'AUTHORITY'])
  const security = await house.person('security', '43', ['SECURITY_ADMINISTRATOR'])
  const auditor = await house.person('auditor', '43', ['AUDIT_ADMINISTRATOR'])
  const county = await house.system('430102')
  const reader = await house.system('430103', ['core.read'])
  const nothing = await house.system('4331', [])
  const people = [administrator, security, auditor].map(({ headers }) => headers)
  return [all, ...people, all, county.headers, reader.headers, all, nothing.headers, {}]
}

const REGIONS = ['430000000000', '430100000000', '430102000000', '430103000000']
const TEXTS = 'EAST WEST FOOD ORG-A 1 desk N-1 on-time-rate cases-accepted WINDOW 大厅 zzx'.split(' ')

test(
  `answers ${OPERATIONS} generated operations without a failure of its own (seed ${seed})`,
  async () => {
    const asking = await principals()
    const words = { regions: REGIONS, texts: TEXTS, ids: await harvest(asking[0] ?? {}) }
    const operations = fc.sample(anyOperation(house.schema, words), { seed, numRuns: OPERATIONS })
    const faults: string[] = []
    const clean = { HTTP: 0, WebSocket: 0 }
    const ways = openWays(house.api)
    const ask = async (operation: Operation, n: number) => {
      // Of three operations one goes over a socket; of the others, streams over SSE and the rest by POST.
      const way = n % 3 === 0 ? 'WebSocket' : 'HTTP'
      const asked = await ways[way](operation, asking[n % asking.length] ?? {}).catch(unanswered)
      if (asked.answer.errors === undefined) clean[way] += 1
      const fault = faultIn(asked)
      if (fault === undefined) return
      const { query, variables } = operation
      faults.push(`${way} ${fault}\n${query}\n${JSON.stringify(variables)}\n${JSON.stringify(asked.answer)}`)
    }
    const queue = operations.entries()
    const worker = async () => {
      for (const [n, operation] of queue) await ask(operation, n)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    const closedWith = [...ways.closedWith]
    ways.close()
    process.stdout.write(
      `seed ${seed}: ${JSON.stringify(clean)} of ${OPERATIONS} operations answered without an error\n`,
    )
    expect(faults.slice(0, 5), `seed ${seed}, ${faults.length} faults`).toEqual([])
    expect(closedWith).toEqual([])
    expect(house.api.logged).toEqual([])
    expect(clean.HTTP).toBeGreaterThan(OPERATIONS / 15)
    expect(clean.WebSocket).toBeGreaterThan(OPERATIONS / 30)
    await expectAlive(house.api)
  },
  night ? 1_800_000 : 120_000,
)
