import type { Transaction } from 'kysely'
import type { CaseEngine } from '../../cases/engine.ts'
import type { WorkCalendar } from '../../clock/types.ts'
import type { CoreTables } from '../../database/tables.ts'
import { appendToOutbox } from '../../feed/append.ts'
import { endAlerts } from '../lifecycle/end-alerts.ts'
import type { Failure } from '../failures/failure.ts'
import { failureOf } from '../failures/failure.ts'
import { announceRaised, announceSubjectSteps, figuresOf } from './announce.ts'
import { AT_ONCE } from './check-terms.ts'
import type { SubjectClock } from './declaration.ts'
import type { DerivedSubject } from './derive-subject.ts'
import { deriveSubject } from './derive-subject.ts'
import { followOrganisation } from './follow-organisation.ts'
import { raiseSubjectCards } from './raise-subject-cards.ts'
import { rulesOf } from './rules-of.ts'
import { lockDueSubjects, saveLooks } from './store.ts'
import type { ClockSubjectTable } from './tables.ts'
import { setAside } from './set-aside.ts'

const BATCH = 1_000

/** A clock of a record that the engine looks at. */
export type SubjectLook = DerivedSubject & {
  readonly row: ClockSubjectTable
  readonly clock: SubjectClock
  readonly calendar: WorkCalendar
}

type Engine = Pick<CaseEngine, 'calendars' | 'packFor' | 'registers'>

/**
 * Takes the clocks of plugins' records whose next threshold has passed, or that were changed, raises what is due, tells
 * the cards of what has ended and stores the thresholds after it, in one transaction; returns how many there were.
 * Level-triggered as `passThresholds`. Takes at most `most` of them.
 */
export const passSubjects = async (
  trx: Transaction<CoreTables>,
  engine: Engine,
  clocks: readonly SubjectClock[],
  now: Date,
  most = BATCH,
): Promise<number> => {
  if (clocks.length === 0) return 0
  const codes = clocks.map(({ code }) => code)
  const rows = await lockDueSubjects(trx, codes, engine.calendars, now, most)
  if (rows.length === 0) return 0
  const looked = rows.map((row) => look(row, engine, clocks, now))
  const { revision: calendarRevision } = engine.calendars
  await setAside(trx, looked, calendarRevision, now)
  const looks = looked.filter((each) => 'calendar' in each)
  await followOrganisation(
    trx,
    rows.filter(({ continuousThreshold }) => continuousThreshold === AT_ONCE),
  )
  const raised = await raiseSubjectCards(trx, looks, now)
  await saveLooks(
    trx,
    looks.map(({ row, next, calendar }) => ({
      ...row,
      ...next,
      calendarId: calendar.id,
      historical: false,
      calendarRevision,
    })),
  )
  const closed = await endAlerts(trx, looks.flatMap(endedOf), now)
  await appendToOutbox(trx, [
    ...raised.flatMap(({ alert, row, clock, calendar }) =>
      row.historical ? [] : [announceRaised(alert, clock, figuresOf(row, calendar, now), engine.registers, now)],
    ),
    ...announceSubjectSteps(
      closed.filter(({ alert }) => !alert.historical),
      clocks,
      engine.registers,
      now,
    ),
  ])
  return rows.length
}

/** Clocks that cannot be worked out are named with why, and hold up no other. */
const look = (
  row: ClockSubjectTable,
  { calendars, packFor }: Engine,
  clocks: readonly SubjectClock[],
  now: Date,
): SubjectLook | { readonly row: ClockSubjectTable; readonly failure: Failure } => {
  const clock = clocks.find(({ code }) => code === row.clock)
  if (clock === undefined) throw new Error(`The clock ${row.clock} is not declared`)
  try {
    const calendar = row.calendarId === null ? calendars.forPlace(row.scopeKey) : calendars.byId(row.calendarId)
    const stated = rulesOf(clock, packFor(row.scopeKey, row.startAt))
    return { row, clock, calendar, ...deriveSubject(row, calendar, stated, now) }
  } catch (error) {
    return { row, failure: failureOf(row.clock, error) }
  }
}

const endedOf = ({ row, endedAt, clock }: SubjectLook) =>
  endedAt === null ? [] : [{ key: { ...row, caseId: row.recordId }, endedAt, clock: clock.code }]
