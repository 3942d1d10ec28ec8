import { localDate } from '../../clock/local-time.ts'
import type { Host } from '../../host.ts'
import { uuidV7 } from '../../uuid.ts'
import { insertVersion, selectVersions } from '../queries/score-weights.ts'
import { monthOf } from '../rules/score-month.ts'
import type { Halls } from '../tables.ts'

const BACK_MS = 120 * 86_400_000

/** Made-up weights of the composite score, since some months; the months behind are frozen by the daily work. */
export const loadScoreWeights = async (host: Host<Halls>): Promise<void> => {
  const [province] = (await host.registers()).tree.roots
  if (province === undefined) return
  const now = await host.clock.now()
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const { id: regionId, areaCode, scopeKey } = province
    if ((await selectVersions(trx, regionId)).length > 0) return
    await insertVersion(trx, {
      id: uuidV7(now.getTime()),
      regionId,
      areaCode,
      scopeKey,
      fromMonth: monthOf(localDate(new Date(now.getTime() - BACK_MS))),
      minimumCoverage: 5_000,
      graceDays: 5,
      reason: '演示权重',
      setAt: now,
      setBy: '演示数据',
      parts: [
        { indicator: 'on-time-rate', weight: 4_000, zeroAt: 80, fullAt: null },
        { indicator: 'satisfaction-rate', weight: 3_000, zeroAt: 70, fullAt: null },
        { indicator: 'rectification-on-time-rate', weight: 2_000, zeroAt: 50, fullAt: 100 },
        { indicator: 'authorities-led-rate', weight: 1_000, zeroAt: 0, fullAt: null },
      ],
    })
  })
}
