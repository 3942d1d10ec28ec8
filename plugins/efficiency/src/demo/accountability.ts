import type { DemoLoader } from '@zhikong/core'
import { isAccountabilityLoaded, selectDemoCards } from '../queries/demo-cards.ts'
import type { Efficiency } from '../tables.ts'
import { insertDemoLeads } from './leads.ts'
import { insertDemoRecord } from './records.ts'

/** The county of most of the demo's accounts, so that each of them finds something. */
const HUAYUAN = '433124000000'
/** Counties beside it, those with the most cards. */
const COUNTIES = 7
const CARDS_EACH = 7
const DAY_MS = 86_400_000
/** How long ago a card fell due, so that there was time to open a record. */
const OLD_ENOUGH_DAYS = 1

/**
 * Leads and records of accountability from the demo's cards, in all their states, at some counties. All in one
 * transaction and only where there are none, so that it may be called again. Nothing of it goes into the feed or the
 * audit log: it is the past of the demo.
 */
export const loadAccountability: DemoLoader<Efficiency> = async (host, onProgress) => {
  const now = await host.clock.now()
  const registers = await host.registers()
  const first = registers.tree.byCode(HUAYUAN)?.areaCode ?? 0
  await host.withScope({ mode: 'engine' }, async (trx) => {
    if (await isAccountabilityLoaded(trx)) return
    const before = new Date(now.getTime() - OLD_ENOUGH_DAYS * DAY_MS)
    const wanted = { before, first, areas: COUNTIES + 1, each: CARDS_EACH }
    const cards = await selectDemoCards(trx, wanted)
    for (const [at, card] of cards.entries()) {
      await insertDemoRecord(trx, card, { at, now })
      onProgress((at + 1) / (cards.length + 1))
    }
    await insertDemoLeads(trx, registers, cards, now)
  })
  onProgress(1)
}
