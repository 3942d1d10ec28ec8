import type { Vault } from '../access/personal/vault.ts'
import type { ClockDeclaration } from '../alerts/declaration.ts'
import type { Calendars } from '../clock/calendars.ts'
import type { RulePack } from '../clock/rule-pack.ts'
import type { CaseMeasure } from '../plugin.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'

/** What cases are derived, counted and named with, as of one moment: one per batch. */
export type CaseEngine = {
  readonly measures: readonly CaseMeasure[]
  readonly clocks: readonly ClockDeclaration[]
  readonly calendars: Calendars
  /** The rules that hold at a place for what begins at an instant. */
  readonly packFor: (scopeKey: number, at: Date) => RulePack
  readonly registers: RegisterSnapshot
  /** Seals who applied. */
  readonly vault: Vault
}

/** Gives the engine as it is now; with `fresh` after looking whether registers have changed. */
export type OpenEngine = (fresh?: boolean) => Promise<CaseEngine>
