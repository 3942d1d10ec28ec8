import type { Transaction } from 'kysely'
import type { Scope } from '../../database/scope.ts'
import type { Clock } from '../../platform-clock.ts'
import type { Registers } from '../registers.ts'
import type { RegistersTables } from '../tables.ts'

/** What the fields of the registers need. */
export type RegistersHost = {
  readonly registers: Registers
  readonly clock: Clock
  readonly database: {
    readonly withScope: <T>(scope: Scope, work: (trx: Transaction<RegistersTables>) => Promise<T>) => Promise<T>
  }
}
