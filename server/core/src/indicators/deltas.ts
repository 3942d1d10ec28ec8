import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import type { ColumnTypes } from '../database/bulk.ts'
import { columnList, unnest } from '../database/bulk.ts'
import type { MeasureDeltaTable } from './tables.ts'

/** A change of one measure, to be written in the transaction of the change that it counts. */
export type MeasureDelta = Omit<MeasureDeltaTable, 'id'>

const TYPES: ColumnTypes<MeasureDelta> = {
  areaCode: 'int',
  regionId: 'int',
  scopeKey: 'bigint',
  organisationId: 'int',
  channel: 'text',
  source: 'text',
  measure: 'text',
  day: 'date',
  n: 'bigint',
}

/** Appends deltas, those of the same place, day and measure added up; what comes to zero is not written. */
export const insertDeltas = async <Tables>(
  trx: Transaction<Tables> | Kysely<Tables>,
  deltas: readonly MeasureDelta[],
): Promise<void> => {
  const rows = addUp(deltas)
  if (rows.length === 0) return
  await sql`insert into core.measure_delta (${columnList(TYPES)}) select * from ${unnest(TYPES, rows)}`.execute(trx)
}

const addUp = (deltas: readonly MeasureDelta[]): readonly MeasureDelta[] => {
  const sums = new Map<string, { delta: MeasureDelta; n: number }>()
  for (const delta of deltas) {
    const { regionId, organisationId, channel, source, measure, day, n } = delta
    const key = `${regionId}\n${organisationId}\n${channel}\n${source}\n${measure}\n${day}`
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { delta, n })
    else sum.n += n
  }
  return [...sums.values()].filter(({ n }) => n !== 0).map(({ delta, n }) => ({ ...delta, n }))
}
