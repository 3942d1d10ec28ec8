import type { Transaction } from 'kysely'
import type { ChangeEntry, NoteChange } from '../../access/audit/change.ts'
import type { Registers } from '../registers.ts'
import { selectRegionTree } from '../select-tree.ts'
import type { RegisterKind, RegistersTables } from '../tables.ts'
import { saveChannels, type ChannelDraft } from './channel.ts'
import { assertMayAdminister, lockRegisters, type SaveContext, type SaveReport } from './context.ts'
import { saveHalls, type HallDraft } from './hall.ts'
import { saveMatters, type MatterDraft } from './matter.ts'
import { saveOrganisations, type OrganisationDraft } from './organisation.ts'
import { saveRegions, type RegionDraft } from './region.ts'
import { saveStaff, type StaffDraft } from './staff.ts'
import { saveWindows, type WindowDraft } from './window.ts'

export { OPERATOR, type Actor, type SaveReport } from './context.ts'
export type { ChannelDraft, HallDraft, MatterDraft, OrganisationDraft, RegionDraft, StaffDraft, WindowDraft }

/** What each register is given. */
export type Drafts = {
  regions: RegionDraft
  organisations: OrganisationDraft
  halls: HallDraft
  windows: WindowDraft
  staff: StaffDraft
  matters: MatterDraft
  channels: ChannelDraft
}

const SAVERS: {
  readonly [Kind in RegisterKind]: (context: SaveContext, drafts: readonly Drafts[Kind][]) => Promise<SaveReport>
} = {
  regions: saveRegions,
  organisations: saveOrganisations,
  halls: saveHalls,
  windows: saveWindows,
  staff: saveStaff,
  matters: saveMatters,
  channels: saveChannels,
}

/** What a save needs of the platform. */
export type SaveHost = {
  /** A transaction in the scope *administration*; with `note`, each saved item is noted for the audit log. */
  readonly administer: <T>(work: (trx: Transaction<RegistersTables>, note?: NoteChange) => Promise<T>) => Promise<T>
  readonly registers: Pick<Registers, 'tree' | 'changed'>
}

export type SaveOptions = Pick<SaveContext, 'actor' | 'origin' | 'today'> &
  Partial<Pick<SaveContext, 'write' | 'onProgress'>> & {
    /** Notes all that was saved as one entry of the audit log: an import of many items. */
    readonly asOne?: (saved: SaveReport) => ChangeEntry
  }

/**
 * Adds and changes items of one register by code, all or none in one transaction. Problems are per item and field, and
 * with any of them nothing is written. Codes out of the actor's range answer as if they did not exist.
 * @throws Fault FORBIDDEN for an actor without `core.administer`
 */
export async function saveRegister<Kind extends RegisterKind>(
  host: SaveHost,
  kind: Kind,
  drafts: readonly Drafts[Kind][],
  options: SaveOptions,
): Promise<SaveReport> {
  assertMayAdminister(options.actor)
  const known = kind === 'regions' ? undefined : await host.registers.tree(true)
  const report = await host.administer(async (trx, note) => {
    await lockRegisters(trx)
    const tree = known ?? (await selectRegionTree(trx))
    const { asOne, ...rest } = options
    const context = { write: true, ...rest, trx, tree, note: asOne === undefined ? note : undefined }
    const saved = await SAVERS[kind](context, drafts)
    if (asOne !== undefined && context.write && saved.created + saved.changed > 0) note?.(asOne(saved))
    return saved
  })
  host.registers.changed()
  return report
}
