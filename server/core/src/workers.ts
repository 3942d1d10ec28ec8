import { setTimeout as delay } from 'node:timers/promises'
import { escalateDue } from './alerts/escalation/escalate.ts'
import { catchUpCalendars } from './clock/administration/catch-up/catch-up.ts'
import { watchEngine } from './alerts/watch-engine.ts'
import { retryFailed } from './alerts/failures/retry.ts'
import { wakeFailed } from './alerts/failures/store.ts'
import { passSubjects } from './alerts/subjects/pass-subjects.ts'
import { passThresholds } from './alerts/watch.ts'
import type { CoreServices } from './core-services.ts'
import type { Closable } from './database/listen.ts'
import type { OnError } from './feed/lead.ts'
import { lead } from './feed/lead.ts'
import { FOLD_LIMIT, foldDeltas } from './indicators/fold.ts'

/** How often deltas are folded and thresholds are looked at. */
const TICK_MS = 250
/** How often cards that wait for people are looked at, and deadlines that a new calendar left behind: neither is of seconds. */
const UNHURRIED_MS = 1_500
/** How often the platform looks at itself. */
const ENGINE_MS = 60_000

/** Repeats `work` while it finds something, then waits a tick; ends when the signal aborts. */
const repeat = async (work: () => Promise<number>, signal: AbortSignal, tickMs = TICK_MS): Promise<void> => {
  while (!signal.aborted) {
    const done = await work()
    if (done === 0) await delay(tickMs, undefined, { signal }).catch(() => undefined)
  }
}

/**
 * Folds deltas into totals, in one process of all: every tick those of the tick. Folding at once whatever there is would
 * write the same few totals again for a handful of deltas each time, which took a third of PostgreSQL's time in a burst.
 */
export const startFolder = ({ database }: Pick<CoreServices, 'database'>, onError: OnError): Closable =>
  lead(
    database,
    'folder',
    (signal) =>
      repeat(async () => {
        const folded = await database.withScope({ mode: 'engine' }, foldDeltas)
        return folded < FOLD_LIMIT ? 0 : folded
      }, signal),
    onError,
  )

/** Raises what has fallen due, in one process of all. "Now" is asked once per batch. */
export const startWatch = ({ database, clock, openEngine, declarations }: CoreServices, onError: OnError): Closable =>
  lead(
    database,
    'thresholds',
    async (signal) => {
      const began = await clock.now()
      await database.withScope({ mode: 'engine' }, (trx) => wakeFailed(trx, began, 0))
      await repeat(async () => {
        const [engine, now] = [await openEngine(), await clock.now()]
        const { subjectClocks } = declarations
        const retried = await database.withScope({ mode: 'engine' }, (trx) =>
          retryFailed(trx, engine, subjectClocks, now),
        )
        const passed = await database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, now))
        return (
          retried +
          passed +
          (await database.withScope({ mode: 'engine' }, (trx) => passSubjects(trx, engine, subjectClocks, now)))
        )
      }, signal)
    },
    onError,
  )

/** Takes up cards that nobody acknowledges, in one process of all. */
export const startEscalation = (
  { database, clock, openEngine, declarations: { subjectClocks } }: CoreServices,
  onError: OnError,
): Closable =>
  lead(
    database,
    'escalations',
    (signal) =>
      repeat(
        async () => {
          const [engine, now] = [await openEngine(), await clock.now()]
          return database.withScope({ mode: 'engine' }, (trx) => escalateDue(trx, { ...engine, subjectClocks }, now))
        },
        signal,
        UNHURRIED_MS,
      ),
    onError,
  )

/** Derives again what new versions of calendars do not move by themselves, in one process of all. */
export const startCalendarCatchUp = ({ database, clock, openEngine }: CoreServices, onError: OnError): Closable =>
  lead(
    database,
    'calendar-catch-up',
    (signal) =>
      repeat(
        async () => {
          const [engine, now] = [await openEngine(), await clock.now()]
          return database.withScope({ mode: 'engine' }, (trx) => catchUpCalendars(trx, engine, now))
        },
        signal,
        UNHURRIED_MS,
      ),
    onError,
  )

/** Looks whether the platform itself is well, in one process of all. */
export const startEngineWatch = ({ database, clock, openEngine }: CoreServices, onError: OnError): Closable =>
  lead(
    database,
    'engine',
    async (signal) => {
      while (!signal.aborted) {
        const [engine, now] = [await openEngine(), await clock.now()]
        await database.withScope({ mode: 'engine' }, (trx) => watchEngine(trx, engine, now))
        await delay(ENGINE_MS, undefined, { signal }).catch(() => undefined)
      }
    },
    onError,
  )
