import type { Host } from '../../host.ts'
import type { PluginTransaction } from '../../plugin.ts'
import { insertGiven, insertRepeats, selectGiven, type GivenRow } from '../queries/given.ts'
import { insertRatings } from '../queries/rating.ts'
import { selectTerms } from '../queries/terms.ts'
import { isNegative } from '../rules/grades.ts'
import { termsFor } from '../rules/terms.ts'
import type { Ratings } from '../tables.ts'
import { rowsOf, type Arrival, type ArrivalRows } from './arrival.ts'
import { deltasOf } from './counting.ts'
import { openOrders } from './open-orders.ts'

type Db = PluginTransaction<Ratings>

/** DUPLICATE: the same rating again. REPEATED: another one of a service that has one; the first scores. */
export type Stored = { readonly status: 'STORED' | 'DUPLICATE' | 'REPEATED'; readonly ratingId: string }

/**
 * Stores ratings with their figures, work orders and events, one of a kind per service, whoever else stores at the same
 * time; answers in the order of the arrivals. In the scope of the engine.
 */
export async function storeRatings(
  host: Host<Ratings>,
  trx: Db,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<readonly Stored[]> {
  const [set, { tree }] = [await selectTerms(trx), await host.registers()]
  const all = arrivals.map((arrival) => {
    const region = tree.byId(arrival.record.regionId)
    const ancestors = region === undefined ? [] : [...tree.ancestorsOf(region), region].map(({ id }) => id)
    return rowsOf(arrival, termsFor(set, ancestors, arrival.record.organisationId), now)
  })
  const taken = await insertGiven(
    trx,
    all.map(({ given }) => given),
  )
  const stored = all.filter(({ row }) => taken.has(row.id))
  await keep(host, trx, stored)
  await openOrders(host, trx, stored.filter(isNegativeFirst), now)
  return settled(trx, all, taken)
}

const isNegativeFirst = ({ row }: ArrivalRows): boolean =>
  row.kind === 'FIRST' && !row.isDefault && isNegative(row.grade)

async function keep(host: Host<Ratings>, trx: Db, stored: readonly ArrivalRows[]): Promise<void> {
  const rows = stored.map(({ row }) => row)
  await insertRatings(trx, rows)
  await host.addDeltas(
    trx,
    rows.flatMap((row) => deltasOf(null, row)),
  )
  // Beside no organisation, so that who is bound to the rated one never finds it.
  const raters = stored.flatMap(({ arrival: { rater, givenAt }, row: { id, scopeKey, hallId } }) =>
    rater === null
      ? []
      : [
          {
            holder: 'RATER' as const,
            subject: id,
            eventKey: 'given',
            scopeKey,
            organisationId: null,
            hallId,
            occurredAt: givenAt,
            data: rater,
          },
        ],
  )
  await host.personal.put(trx, raters)
  for (const each of stored.filter((one) => isNegativeFirst(one) || one.row.kind === 'FOLLOW_UP')) {
    const { id: ratingId, day, kind, channel, grade, isRealName, regionId, areaCode, scopeKey } = each.row
    const told = { ratingId, day, kind, channel, grade, isNegative: isNegative(grade), isRealName }
    await host.emit(trx, 'ratings.rating.given', told, { regionId, areaCode, scopeKey })
  }
}

const nameOf = ({ areaCode, caseId, kind }: GivenRow): string => `${areaCode} ${caseId} ${kind}`

/** Says what became of each, and notes those that came beside another. */
async function settled(trx: Db, all: readonly ArrivalRows[], taken: ReadonlySet<string>): Promise<readonly Stored[]> {
  const late = all.filter(({ row }) => !taken.has(row.id))
  const known = new Map(
    (
      await selectGiven(
        trx,
        late.map(({ given }) => given),
      )
    ).map((row) => [nameOf(row), row]),
  )
  const outcomes = all.map(({ given, row }): Stored => {
    if (taken.has(row.id)) return { status: 'STORED', ratingId: row.id }
    const first = known.get(nameOf(given))
    const isSame = first?.source === given.source && first.externalId === given.externalId
    return { status: isSame ? 'DUPLICATE' : 'REPEATED', ratingId: first?.ratingId ?? row.id }
  })
  const repeats = all.filter((_, index) => outcomes[index]?.status === 'REPEATED')
  await insertRepeats(
    trx,
    repeats.map(({ given, row: { channel, grade } }) => {
      const { areaCode, caseId, source, externalId, scopeKey, hallId, organisationId, givenAt, receivedAt } = given
      const at = { areaCode, caseId, source, externalId, scopeKey, hallId, organisationId }
      return { ...at, channel, grade, givenAt, receivedAt }
    }),
  )
  return outcomes
}
