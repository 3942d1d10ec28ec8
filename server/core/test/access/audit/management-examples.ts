import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import type { Example } from './mutation-examples.ts'

const REGION = '430102000000'
const GROUP = {
  region: REGION,
  name: '示例质量管控小组',
  document: '示例文件 1 号',
  validFrom: '2026-01-01',
  controlMeasures: '每日巡查。',
  improvementPlan: '逐项整改。',
}
const MEMBER = { region: REGION, duty: 'MEMBER', name: '示例成员', post: '督查科', validFrom: '2026-01-01' }
const OBJECTIVE = {
  region: REGION,
  indicator: 'authorities-led-rate',
  comparator: 'AT_LEAST',
  target: 100,
  from: '2026-01-01',
  to: '2099-01-01',
}

const WEIGHTS = {
  region: '430000000000',
  fromMonth: '2099-01-01',
  parts: [{ indicator: 'authorities-led-rate', weight: 10_000, zeroAt: 0 }],
  reason: '示例权重',
}

const authority = (bench: PluginBench) => bench.principal('43', 'halls.read', 'halls.organise', 'halls.aim')

const made = async (bench: PluginBench, name: string, input: object): Promise<string> => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const make = `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { ... on ${title}Payload { id } } }`
  const { data } = await bench.ask(make, { input }, authority(bench))
  return (data as { outcome: { id: string } }).outcome.id
}

/** Examples of the mutations of management duties. */
export const MANAGEMENT_EXAMPLES: Readonly<Record<string, Example>> = {
  setScoreWeights: async (bench) => ({ as: bench.principal('43', 'halls.weigh'), input: WEIGHTS }),
  setUpQualityGroup: async (bench) => ({ as: authority(bench), input: GROUP }),
  nameGroupMember: async (bench) => {
    await made(bench, 'setUpQualityGroup', GROUP)
    return { as: authority(bench), input: MEMBER }
  },
  endGroupMember: async (bench) => {
    await made(bench, 'setUpQualityGroup', GROUP)
    return { as: authority(bench), input: { id: await made(bench, 'nameGroupMember', MEMBER), validTo: '2098-01-01' } }
  },
  keepControlLog: async (bench) => {
    await bench.save('halls', [{ code: 'LOG', name: '示例大厅', region: REGION }])
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    return { as: bench.principal('43', 'halls.log'), input: { hall: 'LOG', day, measures: '示例巡查。' } }
  },
  setObjective: async (bench) => ({ as: authority(bench), input: OBJECTIVE }),
  withdrawObjective: async (bench) => ({
    as: authority(bench),
    input: { id: await made(bench, 'setObjective', OBJECTIVE), reason: '示例：不再需要。' },
  }),
}
