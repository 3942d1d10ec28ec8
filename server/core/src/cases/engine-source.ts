import type { Vault } from '../access/personal/vault.ts'
import type { Calendars } from '../clock/calendars.ts'
import { loadCalendars } from '../clock/calendars.ts'
import { baseRules, type RuledClocks } from '../clock/packs/base-rules.ts'
import { loadRulePacks, type LoadedPacks } from '../clock/packs/load-packs.ts'
import type { Declarations } from '../compose.ts'
import type { Database } from '../database/database.ts'
import type { Registers } from '../registers/registers.ts'
import type { OpenEngine } from './engine.ts'

/** How long a version of a calendar or rule pack may go unseen by a process. */
const KEEP_MS = 5_000

type Kept = { readonly calendars: Calendars; readonly rules: LoadedPacks; readonly until: number }

/** Gives engines with the registers, calendars and rule packs of the moment; the latter are read again every few seconds. */
export const createEngineSource = (
  database: Pick<Database, 'withScope'>,
  registers: Registers,
  { caseMeasures, clocks, ...others }: Pick<Declarations, 'caseMeasures' | 'clocks'> & RuledClocks,
  vault: Vault,
): OpenEngine => {
  const base = baseRules(others)
  let kept: Kept | undefined
  return async (fresh = false) => {
    const snapshot = await registers.snapshot(fresh)
    if (kept === undefined || fresh || performance.now() > kept.until) {
      const { tree } = snapshot
      kept = await database.withScope({ mode: 'engine' }, async (trx) => ({
        calendars: await loadCalendars(
          trx,
          (id) => tree.byId(id),
          kept?.rules.tree === tree ? kept.calendars : undefined,
        ),
        rules: await loadRulePacks(trx, tree, base, kept?.rules),
        until: performance.now() + KEEP_MS,
      }))
    }
    const { calendars, rules } = kept
    const { packFor } = rules.packs
    return { measures: caseMeasures, clocks, calendars, packFor, registers: snapshot, vault }
  }
}
