import type { Host, PluginTransaction } from '@zhikong/core'
import { randomUUID } from 'node:crypto'
import type { Found } from '../queries/finding.ts'
import { insertRectification, type RectificationRow } from '../queries/rectification.ts'
import { workingDaysAfter } from '../rules/deadline.ts'
import type { Improvement } from '../tables.ts'
import { EMPTY_ROUND, limitsOf, roundDues, type Limits } from './begin-round.ts'
import { deltasOf, moveRectification, PLATFORM, type Actor } from './move-rectification.ts'
import { runClocks } from './run-clocks.ts'

type Db = PluginTransaction<Improvement>

/** Keeps what was found with its clock, and hands it over at once where it names its unit and its place says so (7-a). */
export async function openRectification(
  host: Host<Improvement>,
  trx: Db,
  found: Found,
  now: Date,
): Promise<RectificationRow | undefined> {
  const limits = await limitsOf(host, trx, found.place)
  const row = await insertRectification(trx, fresh(found, limits, now))
  if (row === undefined) return undefined
  await host.addDeltas(trx, deltasOf(row, 1))
  await runClocks(host, trx, { before: null, after: row, now }, null)
  const isAddressed = row.addressedAt !== null && row.kind === 'SINGLE'
  if (!isAddressed || !limits.terms.handsOverAtOnce) return row
  return assign(host, trx, row, { actor: PLATFORM, requirement: row.title, now, limits })
}

/** How a finding is handed over. */
export type Assignment = {
  readonly actor: Actor
  readonly requirement: string
  readonly now: Date
  readonly limits: Limits
  /** Named now, where it was not before. */
  readonly unit?: Pick<RectificationRow, 'organisationId' | 'hallId'>
}

/** Hands a finding over to its unit: no approval lies between (7-a). */
export async function assign(
  host: Host<Improvement>,
  trx: Db,
  row: RectificationRow,
  { actor, requirement, now, limits, unit }: Assignment,
): Promise<RectificationRow> {
  const round = roundDues(limits, row, now, null)
  const changed = {
    ...unit,
    addressedAt: row.addressedAt ?? now,
    assignedAt: now,
    issuerId: actor.id,
    issuer: actor.name,
    requirement,
    firstDue: round.finish,
    due: round.finish,
    stepDue: round.accept,
  }
  return moveRectification(host, trx, row, { step: 'ASSIGN', changed, actor, words: requirement, now, round })
}

const fresh = (found: Found, { terms, calendar }: Limits, now: Date) => {
  const { organisationId = null, hallId = null, regionId, areaCode, scopeKey } = found.place
  const findingId = 'findingId' in found.origin ? found.origin.findingId : null
  const trendId = 'trendId' in found.origin ? found.origin.trendId : null
  const start = found.foundAt <= now ? found.foundAt : now
  const handOverDue = workingDaysAfter(calendar, start, terms.handOverDays)
  const isAddressed = trendId !== null || organisationId !== null || hallId !== null
  return {
    ...EMPTY_ROUND,
    id: randomUUID(),
    roundId: randomUUID(),
    kind: trendId === null ? ('SINGLE' as const) : ('SYSTEMIC' as const),
    findingId,
    trendId,
    findingType: found.type,
    cause: found.cause,
    severity: found.severity,
    title: found.title,
    regionId,
    areaCode,
    scopeKey,
    organisationId,
    hallId,
    state: 'FOUND' as const,
    stepDue: handOverDue,
    foundAt: start,
    handOverDue,
    addressedAt: isAddressed ? start : null,
    extended: false,
    reopenings: 0,
  }
}
