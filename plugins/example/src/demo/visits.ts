import { localDate, type Host } from '@zhikong/core'
import { upsertVisits } from '../queries/visit.ts'
import { countedMore } from '../rules/visitors.ts'
import type { Example } from '../tables.ts'

const HALLS = 200
const DAYS = 30
const DAY_MS = 86_400_000

/** Demo counts of thirty days, the same at every start on the same day. */
export async function loadVisits(host: Host<Example>, onProgress: (share: number) => void): Promise<void> {
  const { index } = await host.registers()
  const halls = index.halls.slice(0, HALLS)
  const now = await host.clock.now()
  for (let back = 1; back <= DAYS; back += 1) {
    const day = localDate(new Date(now.getTime() - back * DAY_MS))
    const rows = halls.map(({ id, regionId, areaCode, scopeKey }) => {
      return { hallId: id, day, visitors: demoVisitors(id, back), regionId, areaCode, scopeKey }
    })
    if (rows.length > 0) {
      await host.withScope({ mode: 'intake' }, async (trx) => {
        const written = await upsertVisits(trx, rows)
        await host.addDeltas(
          trx,
          written.map((row) => ({ place: row, measure: 'hall-visitors', day: row.day, n: countedMore(row) })),
        )
      })
    }
    onProgress(back / DAYS)
  }
}

/** Between 20 and 320, by hall and day. */
function demoVisitors(hallId: number, back: number): number {
  return 20 + ((hallId * 7_919 + back * 104_729) % 301)
}
