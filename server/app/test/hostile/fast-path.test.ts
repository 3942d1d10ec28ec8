import { buildApiSchema } from '@zhikong/core'
import { anyOperation } from '@zhikong/core/testing'
import fc from 'fast-check'
import { OperationTypeNode } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { differences } from '../../../core/test/graphql/fast-path/both-ways.ts'
import { startApi, type RunningApi } from '../../../core/test/graphql/running-api.ts'
import { openHouse, type House } from '../../../core/test/hostile/house.ts'
import { plugins } from '../../src/plugins.ts'

const OPERATIONS = 150
const AT_ONCE = 6
/** Of two fields that fail at the root, both servers tell the one that fails first, and that is a matter of chance. */
const SECOND = ' f1: '
const seed = Number(process.env['ZHIKONG_SEED'] ?? Date.now() % 2_147_483_647)

let house: House
let specified: RunningApi
beforeAll(async () => {
  house = await openHouse(plugins)
  const { database, clock, declarations, vault } = house.platform
  const facts = { name: 'Zhikong', version: 'test', mode: 'REAL', demoProgress: () => null } as const
  const schema = buildApiSchema({ ...house.platform, platform: facts })
  specified = await startApi(database, { fastPath: false }, schema, {
    clock,
    rolePermissions: declarations.rolePermissions,
    vault,
  })
})
afterAll(async () => {
  await specified.stop()
  await house.end()
})

/** What the console asks on its first pages, with what programs ask. */
const USUAL = [
  'query ($n: Int) { cases(within: "43", first: $n) { nodes { id externalId state hall { code name region { name } } clock { __typename } alerts { __typename } } pageInfo { endCursor hasNextPage } } }',
  'query ($n: Int) { halls(within: "43", first: $n) { nodes { code name region { code name level } } } }',
  '{ viewer { name permissions } indicators { code title unit } }',
  'query ($n: Int) { alertList(within: "43", first: $n) { nodes { __typename } } }',
].flatMap((query) =>
  [{ n: 2 }, { n: null }, { n: -1 }, { n: 201 }, { n: 'x' }].map((variables) => ({ query, variables })),
)

test(`queries over the whole schema are answered the same both ways (seed ${seed})`, async () => {
  const all = (await house.system('43')).headers
  const county = (await house.system('430102', ['core.read'])).headers
  const person = (await house.person('reader', '430102', ['AUTHORITY'])).headers
  const asking = [all, county, person, all, {}]
  const words = { regions: ['430000000000', '430102000000'], texts: ['EAST', 'FOOD', 'N-1', 'desk'], ids: [] }
  const generated = fc.sample(anyOperation(house.schema, words), { seed, numRuns: OPERATIONS })
  const queries = generated.filter(({ kind, query }) => kind === OperationTypeNode.QUERY && !query.includes(SECOND))
  const asked = [...USUAL, ...queries].entries()
  const found: unknown[] = []
  const worker = async () => {
    for (const [n, { query, variables }] of asked) {
      const headers = { ...asking[n % asking.length], 'accept-language': n % 2 === 0 ? 'zh-CN' : 'en' }
      const differing = await differences(specified, house.api, { body: { query, variables }, headers })
      if (differing.length > 0) found.push({ query, variables, ...differing[0] })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  expect(found.slice(0, 3)).toEqual([])
}, 60_000)
