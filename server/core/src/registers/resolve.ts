import type { Transaction } from 'kysely'
import { makeCodedRegister, matterEntry } from './register-index.ts'
import type { RegisterParts } from './register-index.ts'
import type { RegisterKind, RegistersTables } from './tables.ts'

export type { HallEntry, MatterEntry, RegisterIndex } from './register-index.ts'

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
