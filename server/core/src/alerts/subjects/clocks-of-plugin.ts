import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { AnyPlugin } from '../../plugin.ts'
import type { SubjectClocks } from './subject-clocks.ts'
import { subjectClocks } from './subject-clocks.ts'

/** Throws unless something is declared: `what` it is and its name. */
type Need = (declared: boolean, what: string, name: string) => void

/** The clocks of one plugin's records: no other's, and none that it does not declare. */
export const clocksOfPlugin = (
  { name, subjectClocks: declared = [] }: Pick<AnyPlugin, 'name' | 'subjectClocks'>,
  need: Need,
): SubjectClocks<Transaction<CoreTables>> => {
  const own = new Set(declared.map(({ code }) => code))
  const owned = <Named extends { readonly clock: string }>(named: Named): Named => {
    need(own.has(named.clock), 'clock of records', named.clock)
    return named
  }
  const { start, change, suspend, resume, close } = subjectClocks
  return {
    start: async (trx, clock, reach) => {
      need(clock.subject.startsWith(`${name}.`), 'kind of record', clock.subject)
      return start(trx, owned(clock), reach)
    },
    change: async (trx, clock, to) => change(trx, owned(clock), to),
    suspend: async (trx, clock, suspension) => suspend(trx, owned(clock), suspension),
    resume: async (trx, clock, at) => resume(trx, owned(clock), at),
    close: async (trx, clock, at) => close(trx, owned(clock), at),
  }
}
