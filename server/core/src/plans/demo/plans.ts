import { localDate } from '../../clock/local-time.ts'
import type { DemoLoader } from '../../plugin.ts'
import { keepPlan, planOf } from '../graphql/make-plan.ts'
import { executePlan } from '../record-execution.ts'
import type { Plans } from '../tables.ts'

/** The county of most of the demo's accounts. */
const HUAYUAN = '433124000000'
const DAY_MS = 86_400_000
/** No person and no account, and said so wherever it is shown. */
const DEMO = { id: 'demo-plans', name: '演示数据 · 管控计划' } as const

const PLANS = [
  {
    clause: '6.3-f',
    title: '演示数据：办事流程检查',
    mode: 'PERIODIC',
    windowMonths: 1,
    minimumCount: 1,
    doneAgo: [110, 80, 20],
  },
  {
    clause: '6.3-l',
    title: '演示数据：办事情况回访',
    mode: 'IRREGULAR',
    windowMonths: 6,
    minimumCount: 4,
    doneAgo: [90, 45],
  },
] as const

/** Control plans of a county, most of what was due done; only where there are none, so that it may be called again. */
export const loadPlans: DemoLoader<Plans> = async (host, onProgress) => {
  const now = await host.clock.now()
  const on = (days: number): string => localDate(new Date(now.getTime() + days * DAY_MS))
  const region = (await host.registers()).tree.byCode(HUAYUAN)
  if (region === undefined) return onProgress(1)
  await host.withScope({ mode: 'engine' }, async (trx) => {
    if ((await trx.selectFrom('plans.plan').select('id').limit(1).executeTakeFirst()) !== undefined) return
    for (const { doneAgo, ...wanted } of PLANS) {
      const period = { from: on(-120), to: on(60) }
      const plan = planOf({ ...wanted, ...period, region: HUAYUAN }, region, { ...DEMO, at: now })
      await keepPlan(host, trx, plan, true)
      for (const days of doneAgo) {
        const done = { doneOn: on(-days), words: '演示数据：已按计划执行。', by: DEMO, at: now }
        await executePlan(trx, plan, done)
      }
    }
  })
  onProgress(1)
}
