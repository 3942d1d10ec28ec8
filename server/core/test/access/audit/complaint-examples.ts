import { randomUUID } from 'node:crypto'
import type { Principal } from '../../../src/graphql/context.ts'
import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import type { Example } from './mutation-examples.ts'

const COUNTY = '430102000000'
const RIGHTS = ['read', 'handle', 'judge', 'seal', 'reveal', 'report', 'test'].map((name) => `complaints.${name}`)

const somebody = (bench: PluginBench, id = 'chief'): Principal => ({
  ...bench.principal('43', ...RIGHTS),
  id,
  name: id,
})

const ask = async (bench: PluginBench, name: string, input: object, as: Principal | null, fields = 'id') => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const document = `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { ... on ${title}Payload { ${fields} } } }`
  const { data } = await bench.ask(document, { input }, as)
  return (data as { outcome: Record<string, string> }).outcome
}

const saidOf = (type: string) => ({
  kind: 'COMPLAINT',
  type,
  category: 'ATTITUDE',
  hall: 'HALL',
  words: `演示 ${randomUUID()}`,
  ...(type === 'REAL_NAME' && { name: '演示群众', phone: '13800000000' }),
})

type Step = readonly [name: string, input: object, by?: string]
const TO_CLOSED = (handler: string): readonly Step[] => [
  ['acceptComplaint', { words: '受理' }],
  ['assignComplaint', { handler, words: '核查' }],
  ['investigateComplaint', { words: '已核查' }, handler],
  ['judgeComplaint', { judgement: 'UPHELD', words: '属实' }],
  ['replyToComplaint', { words: '已处理' }],
  ['closeComplaint', { words: '办结' }],
]

/** A fresh complaint that took some steps, and a handler for it. */
async function aComplaint(bench: PluginBench, steps: number, type = 'ANONYMOUS') {
  const { receipt = '' } = await ask(bench, 'submitComplaint', saidOf(type), null, 'receipt')
  const field = type === 'SEALED' ? 'sealedComplaints' : 'complaints'
  const { data } = await bench.ask(
    `{ ${field}(within: "430000000000", first: 1) { nodes { id } } }`,
    {},
    somebody(bench),
  )
  const id = (data as Record<string, { nodes: { id: string }[] }>)[field]?.nodes[0]?.id ?? ''
  const handler = await aHandler(bench)
  for (const [name, input, by] of TO_CLOSED(handler).slice(0, steps))
    await ask(bench, name, { id, ...input }, somebody(bench, by))
  return { id, handler, receipt }
}

async function aHandler(bench: PluginBench): Promise<string> {
  const id = randomUUID()
  const region = bench.registers.current().tree.byCode('430000000000')
  if (region === undefined) throw new Error('There is no province')
  const home = { regionId: region.id, lo: region.scopeKey, hi: region.scopeEnd }
  await bench.database.withScope({ mode: 'administration' }, async (trx) => {
    const account = {
      id,
      username: `h${id.slice(0, 8)}`,
      passwordHash: null,
      displayName: '演示承办人',
      createdAt: new Date(),
    }
    await trx
      .insertInto('core.account')
      .values({ ...account, ...home })
      .execute()
    const grant = { id: randomUUID(), accountId: id, role: 'INSPECTOR', createdAt: new Date() }
    await trx
      .insertInto('core.roleGrant')
      .values({ ...grant, ...home })
      .execute()
  })
  return id
}

/** The step after some others. */
const next =
  (steps: number, type?: string): Example =>
  async (bench) => {
    const { id, handler } = await aComplaint(bench, steps, type)
    const [, input = {}, by] = TO_CLOSED(handler)[steps] ?? []
    return { as: somebody(bench, by), input: { id, ...input } }
  }

const channel = {
  region: COUNTY,
  way: 'TELEPHONE',
  title: '演示热线',
  address: '0731-0000',
  proof: '大厅公示栏',
  publishedOn: '2026-01-01',
}

/** Who calls the mutations of complaints with what. */
export const COMPLAINT_EXAMPLES: Readonly<Record<string, Example>> = {
  acceptComplaint: next(0),
  assignComplaint: next(1),
  investigateComplaint: next(2),
  judgeComplaint: next(3),
  replyToComplaint: next(4),
  closeComplaint: next(5),
  reopenComplaint: async (bench) => ({
    as: somebody(bench),
    input: { id: (await aComplaint(bench, 6)).id, words: '新证据' },
  }),
  refuseComplaint: async (bench) => ({
    as: somebody(bench),
    input: { id: (await aComplaint(bench, 0)).id, words: '不属受理范围' },
  }),
  referComplaint: async (bench) => ({
    as: somebody(bench),
    input: { id: (await aComplaint(bench, 0, 'SEALED')).id, to: '演示纪检机构', words: '移送' },
  }),
  releaseComplaint: async (bench) => ({
    as: somebody(bench),
    input: { id: (await aComplaint(bench, 6, 'SEALED')).id, summary: '演示：已查实。' },
  }),
  reviewComplaint: async (bench) => {
    const { id, receipt } = await aComplaint(bench, 5)
    await ask(bench, 'appealComplaint', { receipt, words: '不服' }, null, 'receivedAt')
    return { as: somebody(bench, 'reviewer'), input: { id, confirms: true, words: '维持' } }
  },
  revealComplainant: async (bench) => ({
    as: somebody(bench),
    input: { id: (await aComplaint(bench, 0, 'REAL_NAME')).id, reason: '联系投诉人' },
  }),
  reportComplaints: async (bench) => ({
    as: somebody(bench),
    input: [{ source: '12345', number: randomUUID(), way: 'HOTLINE', said: saidOf('ANONYMOUS') }],
  }),
  saveComplaintChannel: async (bench) => ({ as: somebody(bench), input: channel }),
  testComplaintChannel: async (bench) => {
    const { id = '' } = await ask(bench, 'saveComplaintChannel', channel, somebody(bench))
    return { as: somebody(bench), input: { id, isAlive: true, words: '拨打接通' } }
  },
}
