import type { Selectable } from 'kysely'
import type { RegionTable } from './tables.ts'

/** A region as it is kept in memory. */
export type Region = Readonly<Selectable<RegionTable>>
