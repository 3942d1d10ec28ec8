import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import type { Example } from './mutation-examples.ts'

const PLAN = {
  region: '430102000000',
  clause: '6.3-f',
  title: '示例：流程检查',
  mode: 'PERIODIC',
  windowMonths: 1,
  from: '2026-01-01',
  to: '2026-12-31',
}

const leader = (bench: PluginBench) => bench.principal('43', 'plans.read', 'plans.make', 'plans.record')

async function made(bench: PluginBench): Promise<string> {
  const make = `mutation ($input: MakePlanInput!) { outcome: makePlan(input: $input) { ... on MakePlanPayload { id } } }`
  const { data } = await bench.ask(make, { input: PLAN }, leader(bench))
  return (data as { outcome: { id: string } }).outcome.id
}

/** Examples of the mutations of control plans. */
export const PLAN_EXAMPLES: Readonly<Record<string, Example>> = {
  makePlan: async (bench) => ({ as: leader(bench), input: PLAN }),
  recordPlanExecution: async (bench) => ({
    as: leader(bench),
    input: { plan: await made(bench), doneOn: '2026-01-06', words: '示例：已检查。' },
  }),
  stopPlan: async (bench) => ({ as: leader(bench), input: { id: await made(bench), reason: '示例：不再需要。' } }),
}
