import { randomUUID } from 'node:crypto'
import { ratings } from '../../../src/ratings/declaration.ts'
import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import type { Example } from './mutation-examples.ts'

const COUNTY = '430102000000'
const LATER = new Date('2026-06-01T17:00:00+08:00')
const DESK = { id: 'desk', name: '演示 desk' }

const as = (bench: PluginBench, id = 'somebody else') => ({
  ...bench.principal('43', 'core.read', 'ratings.read', 'ratings.handle', 'ratings.govern'),
  id,
})

type State = 'OPEN' | 'CONTACTED' | 'STRIKE_PROPOSED' | 'UNFOUNDED' | 'EXPLAINED'

/** A negative rating with a name, and its work order as the example needs it. */
async function aNegative(bench: PluginBench, state: State) {
  const host = bench.hostOf(ratings)
  const region = bench.registers.current().tree.byCode(COUNTY)
  if (region === undefined) throw new Error(COUNTY)
  const { id: regionId, areaCode, scopeKey } = region
  const place = { regionId, areaCode, scopeKey, organisationId: null, hallId: null }
  const [id, ratingId] = [randomUUID(), randomUUID()]
  const said = { day: '2026-03-09', grade: 2, version: 1, tags: 'SLOW' } as const
  const at = { contactedAt: LATER, verifiedAt: LATER, settledAt: LATER }
  const by = { contactedById: DESK.id, contactedBy: DESK.name, verifiedById: DESK.id, verifiedBy: DESK.name }
  const settled = { settledById: DESK.id, settledBy: DESK.name, outcome: '已说明' }
  const words = { account: '等候', ground: '核实', strikeReason: 'MISTAKEN' } as const
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const row = { ...place, ...said, id: ratingId, windowId: null, matterId: 1, kind: 'FIRST', channel: 'QR' } as const
    const what = { caseChannel: '', caseSource: '', items: '{}', verdict: null, answeredDay: null }
    const is = { isDefault: false, isSatisfied: false, hasWords: false, isRealName: true }
    await trx
      .insertInto('ratings.rating')
      .values({ ...row, ...what, ...is })
      .execute()
    const order = { ...place, ...said, id, ratingId, state, contactDue: LATER, fixDue: LATER }
    await trx
      .insertInto('ratings.workOrder')
      .values({ ...order, ...at, ...by, ...settled, ...words })
      .execute()
    const named = { subject: 'ratings.order', id, title: '演示', place, start: LATER, due: LATER }
    for (const clock of ['rating-contact', 'rating-fix']) await host.clocks.start(trx, { ...named, clock })
    const data = { kind: 'PERSON', name: '演示人', idNumber: null, phone: null } as const
    const record = { holder: 'RATER', subject: ratingId, eventKey: 'given', occurredAt: LATER } as const
    await host.personal.put(trx, [{ ...record, scopeKey, organisationId: null, hallId: null, data }])
  })
  return { id, ratingId }
}

const stepping =
  (state: State, input: object): Example =>
  async (bench) => ({ as: as(bench), input: { id: (await aNegative(bench, state)).id, ...input } })

/** One good call of every mutation of ratings that leaves an entry in the audit log. */
export const RATING_EXAMPLES: Readonly<Record<string, Example>> = {
  contactRater: stepping('OPEN', { reached: true, account: '等候两小时' }),
  verifyRating: stepping('CONTACTED', { upheld: true, ground: '属实' }),
  decideStrike: stepping('STRIKE_PROPOSED', { agreed: true, words: '同意' }),
  settleRating: stepping('UNFOUNDED', { outcome: '已说明' }),
  closeRatingOrder: stepping('EXPLAINED', { words: '无法联系' }),
  revealRater: async (bench) => ({
    as: as(bench),
    input: { rating: (await aNegative(bench, 'OPEN')).ratingId, reason: '回访核实差评' },
  }),
  setRatingTerms: async (bench) => ({
    as: as(bench),
    input: { region: COUNTY, contactDays: 2 + Math.floor(Math.random() * 300) },
  }),
}
