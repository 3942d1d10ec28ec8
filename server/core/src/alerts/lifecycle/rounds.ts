import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CaseKey } from '../../cases/case-id.ts'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { AlertTable } from '../tables.ts'

/** The last card of a (subject, clock, level): which round it is, and what became of it. */
export type LastRound = Pick<AlertTable, 'caseId' | 'clock' | 'level' | 'round' | 'state' | 'dueAt'>

export type LastRounds = {
  readonly all: readonly LastRound[]
  readonly of: (card: Pick<AlertTable, 'caseId' | 'clock' | 'level'>) => LastRound | undefined
}

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const

/** Reads the last rounds of some subjects; the caller holds their locks. */
export const selectLastRounds = async (trx: Transaction<CoreTables>, keys: readonly CaseKey[]): Promise<LastRounds> => {
  if (keys.length === 0) return { all: [], of: () => undefined }
  const own = keys.map(({ areaCode, openedOn, caseId }) => ({ areaCode, openedOn, caseId }))
  const { rows } = await sql<LastRound>`select distinct on (a.area_code, a.opened_on, a.case_id, a.clock, a.level)
      a.case_id, a.clock, a.level, a.round, a.state, a.due_at
    from ${unnest<CaseKey>(KEY_TYPES, own, 'k')} join core.alert a
      on a.area_code = k.area_code and a.opened_on = k.opened_on and a.case_id = k.case_id
    order by a.area_code, a.opened_on, a.case_id, a.clock, a.level, a.round desc`.execute(trx)
  const last = new Map(rows.map((row) => [nameOf(row), row]))
  return { all: rows, of: (card) => last.get(nameOf(card)) }
}

const nameOf = ({ caseId, clock, level }: Pick<AlertTable, 'caseId' | 'clock' | 'level'>): string =>
  `${caseId} ${clock} ${level}`

/**
 * The round of a card that has fallen due; null when it is there already. A new round begins only when the former card
 * was revoked and the clock comes to a later instant than that card's: the same mistake is not raised again.
 */
export const roundOf = (last: Pick<LastRound, 'round' | 'state' | 'dueAt'> | undefined, dueAt: Date): number | null => {
  if (last === undefined) return 1
  return last.state === 'REVOKED' && dueAt > last.dueAt ? last.round + 1 : null
}
