import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Failure } from '../alerts/failures/failure.ts'
import { failureOf, WHOLE_CASE } from '../alerts/failures/failure.ts'
import { noteFailures } from '../alerts/failures/store.ts'
import { unnest } from '../database/bulk.ts'
import type { CoreTables } from '../database/tables.ts'
import type { CaseKey } from './case-id.ts'
import { deriveCase } from './derive.ts'
import type { CaseEngine } from './engine.ts'
import type { CaseRecord } from './record.ts'
import type { Change } from './settle.ts'
import { settle } from './settle.ts'
import { lockCases, replaceThresholds, selectEvents } from './store.ts'

type Trx = Transaction<CoreTables>

/** A case of which nothing can be derived, and why. */
export type StandingCase = { readonly before: CaseRecord; readonly failure: Failure }

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const

/**
 * Derives some cases again as of an instant and writes what follows: cards that are due, thresholds, figures. Changes
 * nothing where nothing else has changed; locks the cases. One that cannot be derived is set aside and holds up no other.
 */
export const rederiveCases = async (
  trx: Trx,
  engine: CaseEngine,
  keys: readonly CaseKey[],
  now: Date,
  historical = false,
): Promise<void> => {
  const rows = await lockCases(trx, keys)
  const events = Map.groupBy(await selectEvents(trx, keys), ({ caseId }) => caseId)
  const looked = rows.map((before) =>
    standOr(before, (): Change => {
      const calendar = engine.calendars.byId(before.calendarId)
      const derived = deriveCase(before, events.get(before.caseId) ?? [], calendar, engine, now)
      return { before, derived, calendar }
    }),
  )
  await settle(
    trx,
    engine,
    looked.filter((each) => 'derived' in each),
    { now, historical },
  )
  await setCasesAside(
    trx,
    looked.filter((each) => 'failure' in each),
    now,
    historical,
  )
  await forgetGone(trx, keys, rows)
}

/** What is made of a case, or why nothing could be. */
export const standOr = <Made>(before: CaseRecord, make: () => Made): Made | StandingCase => {
  try {
    return make()
  } catch (error) {
    return { before, failure: failureOf(WHOLE_CASE, error) }
  }
}

/** Takes cases that cannot be derived from the queue; they stay as they are and are tried again. */
export const setCasesAside = async (
  trx: Trx,
  standing: readonly StandingCase[],
  now: Date,
  historical = false,
): Promise<void> => {
  await replaceThresholds(
    trx,
    standing.map(({ before }) => before),
    [],
  )
  const looked = standing.map(({ before, failure }) => {
    return { key: before, clock: null, subject: 'case', historical, failures: [failure] }
  })
  await noteFailures(trx, looked, now)
}

/** What waits for a case that is gone would be due for ever. */
const forgetGone = async (trx: Trx, keys: readonly CaseKey[], found: readonly CaseKey[]): Promise<void> => {
  const there = new Set(found.map(({ caseId }) => caseId))
  const gone = keys.filter(({ caseId }) => !there.has(caseId))
  if (gone.length === 0) return
  for (const table of ['core.threshold', 'core.failed_clock']) {
    await sql`delete from ${sql.table(table)} t using ${unnest<CaseKey>(KEY_TYPES, gone, 'k')}
      where t.area_code = k.area_code and t.opened_on = k.opened_on and t.case_id = k.case_id`.execute(trx)
  }
}
