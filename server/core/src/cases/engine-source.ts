import type { Vault } from '../access/personal/vault.ts'
import type { Calendars } from '../clock/calendars.ts'
import { loadCalendars } from '../clock/calendars.ts'
import { DEFAULT_PACK } from '../clock/rule-pack.ts'
import type { Declarations } from '../compose.ts'
import type { Database } from '../database/database.ts'
import type { Registers } from '../registers/registers.ts'
import type { OpenEngine } from './engine.ts'

/** How long a calendar version may go unseen by a process. */
const CALENDARS_KEEP_MS = 5_000

/** Gives engines with the registers and calendars of the moment; calendars are read again every few seconds. */
export const createEngineSource = (
  database: Pick<Database, 'withScope'>,
  registers: Registers,
  { caseMeasures, clocks }: Pick<Declarations, 'caseMeasures' | 'clocks'>,
  vault: Vault,
): OpenEngine => {
  let kept: { readonly calendars: Calendars; readonly until: number } | undefined
  return async (fresh = false) => {
    const snapshot = await registers.snapshot(fresh)
    if (kept === undefined || fresh || performance.now() > kept.until) {
      const calendars = await database.withScope({ mode: 'engine' }, (trx) =>
        loadCalendars(trx, (id) => snapshot.tree.byId(id)),
      )
      kept = { calendars, until: performance.now() + CALENDARS_KEEP_MS }
    }
    const { calendars } = kept
    return { measures: caseMeasures, clocks, calendars, packFor: () => DEFAULT_PACK, registers: snapshot, vault }
  }
}
