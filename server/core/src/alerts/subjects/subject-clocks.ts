import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { Place } from '../../host.ts'
import type { Limit, Suspension } from '../../clock/types.ts'
import { changed, conflict, newSubject, newSuspension } from './check-terms.ts'
import { insertSubject, lockSubject, updateSubject } from './records.ts'
import { readSuspensions, writeSuspensions } from './suspensions.ts'

/**
 * When a clock is due: after a limit, by default that of its rules, or at an instant; a bare local date 'YYYY-MM-DD'
 * means its close of business.
 */
export type Terms = { readonly limit?: Limit } | { readonly due: Date | string }

/** A clock as it is started. */
export type StartedClock = Terms & {
  /** Its code, as the plugin declares it in `subjectClocks`. */
  readonly clock: string
  /** The kind of record, `<plugin>.<noun>`. */
  readonly subject: string
  /** The id of the record, a UUID. */
  readonly id: string
  readonly place: Place
  /** What readers of a card see of the record; never anything personal. */
  readonly title: string
  readonly start: Date
  /** From an earlier time: cards that are due already are written and pushed to nobody. */
  readonly historical?: boolean
}

/** Names a running clock; with `reach` only if somebody reaches its record: name it in what a request changes. */
export type ClockName = { readonly clock: string; readonly id: string; readonly reach?: Reach }

/** What becomes different; what is left out stays. */
export type ClockChange = {
  readonly terms?: Terms
  readonly start?: Date
  readonly title?: string
  /** Whose it is from now on; its cards go along. */
  readonly organisationId?: number | null
}

/** A suspension as it begins; without written notice it does not stop the clock. */
export type NewSuspension = Pick<Suspension, 'from' | 'approvedDays' | 'noticed' | 'reason'>

/**
 * The clocks of a plugin's records. Everything is written in the plugin's transaction; cards follow within a second of
 * it, raised by the engine.
 */
export type SubjectClocks<Trx> = {
  /** Starts a clock; false when it is there already, which changes nothing. */
  readonly start: (trx: Trx, clock: StartedClock, reach?: Reach) => Promise<boolean>
  /**
   * Changes a clock, also one that is closed. Cards that were issued stay.
   * @throws NOT_FOUND alike for one that was never started and one out of reach
   */
  readonly change: (trx: Trx, name: ClockName, change: ClockChange) => Promise<void>
  /** @throws NOT_FOUND as `change`, CONFLICT when it is closed, is suspended already, or has a due instant in place of a limit */
  readonly suspend: (trx: Trx, name: ClockName, suspension: NewSuspension) => Promise<void>
  /** Ends the suspension that is open. @throws NOT_FOUND as `change`, CONFLICT when none is */
  readonly resume: (trx: Trx, name: ClockName, at: Date) => Promise<void>
  /** Closes a clock; false when it was closed before, which changes nothing. @throws NOT_FOUND as `change` */
  readonly close: (trx: Trx, name: ClockName, at: Date) => Promise<boolean>
}

type Core = Transaction<CoreTables>

/** The clocks of records, of whatever plugin; `host.ts` sees to it that each uses its own. */
export const subjectClocks: SubjectClocks<Core> = {
  start: (trx, clock, reach) => insertSubject(trx, newSubject(clock, reach)),
  change: async (trx, name, change) => {
    const row = await lockSubject(trx, name)
    await updateSubject(trx, changed(row, change))
  },
  suspend: async (trx, name, suspension) => {
    const row = await lockSubject(trx, name)
    const all = readSuspensions(row.suspensions)
    await updateSubject(trx, { ...row, suspensions: writeSuspensions([...all, newSuspension(row, all, suspension)]) })
  },
  resume: async (trx, name, at) => {
    const row = await lockSubject(trx, name)
    const all = readSuspensions(row.suspensions)
    const open = all.find(({ to, from }) => to === null && from <= at)
    if (open === undefined) throw conflict({ 'zh-CN': '该时钟此刻未暂停。', en: 'The clock does not stand then.' })
    const resumed = all.map((each) => (each === open ? { ...each, to: at } : each))
    await updateSubject(trx, { ...row, suspensions: writeSuspensions(resumed) })
  },
  close: async (trx, name, at) => {
    const row = await lockSubject(trx, name)
    if (row.closedAt !== null) return false
    await updateSubject(trx, { ...row, closedAt: at })
    return true
  },
}
