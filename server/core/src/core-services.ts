import type { Vault } from './access/personal/vault.ts'
import type { OpenEngine } from './cases/engine.ts'
import type { Declarations } from './compose.ts'
import type { Database } from './database/database.ts'
import type { Clock } from './platform-clock.ts'
import type { Registers } from './registers/registers.ts'

/** What the rooms of core share at run time; each takes the part that it needs. */
export type CoreServices = {
  readonly database: Database
  readonly registers: Registers
  readonly clock: Clock
  readonly openEngine: OpenEngine
  readonly declarations: Declarations
  /** Seals and opens personal data. */
  readonly vault: Vault
  /** How long somebody waits before urging on the same card again; milliseconds, half an hour unless told. */
  readonly urgePauseMs?: number
}
