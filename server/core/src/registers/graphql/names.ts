import type { Limit, LimitUnit } from '../../clock/types.ts'
import type { ChannelEntry, HallEntry, MatterEntry, OrganisationEntry, WindowEntry } from '../register-index.ts'
import type { Region } from '../region.ts'
import type { Level, RegionKind } from '../tables.ts'

/** The object types of the registers: any field may name them, and its resolver returns these shapes. */
export type RegisterObjects = {
  Region: Region
  Hall: HallEntry
  Window: WindowEntry
  Organisation: OrganisationEntry
  Channel: ChannelEntry
  Matter: MatterEntry
  Limit: Limit
}

/** Enums that may be named like scalars: Pothos knows enums by reference only, and looks names up all the same. */
export type RegisterEnums = {
  Level: { Input: Level; Output: Level }
  RegionKind: { Input: RegionKind; Output: RegionKind }
  LimitUnit: { Input: LimitUnit; Output: LimitUnit }
}

/** Input types that may be named. */
export type RegisterInputs = { LimitInput: Limit }
