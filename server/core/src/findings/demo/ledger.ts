import type { Place } from '../../host.ts'
import type { DemoLoader } from '../../plugin.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import { ledgerIn, type Ledger } from '../ledger.ts'
import { selectRaised } from '../queries/occurrence.ts'
import { raiseFinding } from '../raise.ts'
import { settleFinding } from '../settle.ts'
import type { Findings } from '../tables.ts'
import { SEEN } from './seen.ts'

const DAY_MS = 86_400_000
const REGIONS = ['433124000000', '433122000000', '433123000000', '430102000000', '430103000000'] as const
/** Who is named in the demo, so that nobody takes it for a person. */
const REPORTER = { id: 'demo', name: '演示人员 demo' } as const

/** Findings of some counties, in the states that they come to; a county that has them is left as it is. */
export const loadLedger: DemoLoader<Findings> = async (host, onProgress) => {
  const [now, registers] = [await host.clock.now(), await host.registers()]
  for (const [at, code] of REGIONS.entries()) {
    const place = unitIn(registers, code)
    if (place !== undefined) {
      await host.withScope({ mode: 'engine' }, (trx) => loadUnit(ledgerIn(trx), { code, place, now }))
    }
    onProgress((at + 1) / REGIONS.length)
  }
}

type Unit = { readonly code: string; readonly place: Place; readonly now: Date }

async function loadUnit(db: Ledger, { code, place, now }: Unit): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
  for (const [at, { daysAgo, settledDaysAgo, ...what }] of SEEN.entries()) {
    const sourceId = `demo ${code} ${at}`
    if ((await selectRaised(db, { source: what.source, sourceId })) !== undefined) return
    const { id } = await raiseFinding(db, { ...what, sourceId, place, foundAt: ago(daysAgo), by: REPORTER })
    if (settledDaysAgo === undefined) continue
    await settleFinding(db, id, { at: ago(settledDaysAgo), words: '演示数据：已整改并复查。', by: REPORTER })
  }
}

/** The first organisation of a region; the region itself where it has none. */
function unitIn({ tree, index }: RegisterSnapshot, code: string): Place | undefined {
  const region = tree.byCode(code)
  if (region === undefined) return undefined
  const { id: regionId, areaCode, scopeKey } = region
  const organisation = index.organisations.find((each) => each.regionId === regionId)
  return { regionId, areaCode, scopeKey, organisationId: organisation?.id ?? null, hallId: null }
}
