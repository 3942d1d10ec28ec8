import type { Transaction } from 'kysely'
import { makeCodedRegister, makeRegisterIndex, matterEntry } from './register-index.ts'
import type { RegisterIndex, RegisterParts } from './register-index.ts'
import type { RegisterKind, RegistersTables } from './tables.ts'

export type {
  ChannelEntry,
  HallEntry,
  MatterEntry,
  OrganisationEntry,
  RegisterIndex,
  WindowEntry,
} from './register-index.ts'

type Trx = Transaction<RegistersTables>

async function selectServed(trx: Trx): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await trx.selectFrom('core.hallRegion').selectAll().orderBy('regionId').execute()
  const byHall = Map.groupBy(rows, (row) => row.hallId)
  return new Map([...byHall].map(([hallId, served]) => [hallId, served.map((row) => row.regionId)]))
}

async function selectMatters(trx: Trx): Promise<RegisterParts['matters']> {
  return makeCodedRegister((await trx.selectFrom('core.matter').selectAll().execute()).map(matterEntry))
}

/** Reads the registers that changed and takes the others from before. */
export async function selectRegisterParts(
  trx: Trx,
  before?: RegisterParts,
  changed: (kind: RegisterKind) => boolean = () => true,
): Promise<RegisterParts> {
  const old = (kind: RegisterKind): RegisterParts | undefined => (changed(kind) ? undefined : before)
  return {
    organisations:
      old('organisations')?.organisations ??
      makeCodedRegister(await trx.selectFrom('core.organisation').selectAll().execute()),
    halls: old('halls')?.halls ?? makeCodedRegister(await trx.selectFrom('core.hall').selectAll().execute()),
    served: old('halls')?.served ?? (await selectServed(trx)),
    windows: old('windows')?.windows ?? (await trx.selectFrom('core.window').selectAll().execute()),
    matters: old('matters')?.matters ?? (await selectMatters(trx)),
    channels: old('channels')?.channels ?? (await trx.selectFrom('core.channel').selectAll().orderBy('code').execute()),
  }
}

/** Reads all registers but the regions into memory: for 60,000 matters and 32,000 halls about a second. */
export async function loadRegisterIndex(trx: Trx): Promise<RegisterIndex> {
  return makeRegisterIndex(await selectRegisterParts(trx))
}
