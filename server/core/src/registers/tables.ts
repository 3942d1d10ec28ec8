import type { ColumnType, Generated } from 'kysely'
import type { LimitUnit } from '../clock/types.ts'

/** The five levels of the tree of regions, from the top (clause 5.1). */
export const LEVELS = ['PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE'] as const
export type Level = (typeof LEVELS)[number]

/** What a region is beside its level: a park 园区, a farm, a prison or zone (OTHER). */
export const REGION_KINDS = ['ORDINARY', 'PARK', 'FARM', 'OTHER'] as const
export type RegionKind = (typeof REGION_KINDS)[number]

export const ORGANISATION_KINDS = ['DEPARTMENT', 'AUTHORITY', 'HALL_MANAGER', 'OTHER'] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

/**
 * What a window is for. UNRESOLVED_CASES is the window for what could not be done elsewhere (办不成事); UNRESOLVED is one
 * that a case file named and no register knew.
 */
export const WINDOW_KINDS = [
  'COMPREHENSIVE',
  'SPECIAL',
  'ISSUING',
  'DISCLOSURE',
  'UNRESOLVED_CASES',
  'UNRESOLVED',
] as const
export type WindowKind = (typeof WINDOW_KINDS)[number]

/** 即办件, 承诺件, 上报件, 联办件. */
export const MATTER_KINDS = ['IMMEDIATE', 'PROMISED', 'FORWARDED', 'JOINT'] as const
export type MatterKind = (typeof MATTER_KINDS)[number]

export const LIMIT_UNITS = ['WORKING_DAY', 'CALENDAR_DAY', 'HOUR', 'MINUTE'] as const satisfies readonly LimitUnit[]

/** The registers that can be imported, and the kinds of `core.register_version`. */
export const REGISTER_KINDS = ['regions', 'organisations', 'halls', 'windows', 'staff', 'matters', 'channels'] as const
export type RegisterKind = (typeof REGISTER_KINDS)[number]

/** A local date in Asia/Shanghai, 'YYYY-MM-DD'. */
type LocalDate = string
/** A date that the database fills in when an insert leaves it out. */
type DefaultedDate = ColumnType<LocalDate, LocalDate | undefined, LocalDate>
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>
/** An amount of time in its unit, at most two decimals. */
type Amount = Nullable<number>

/** A region of the province. `scopeKey` ≤ keys of its subtree < `scopeEnd`. */
export type RegionTable = {
  /** Stable for good; codes, names and parents may change. */
  id: number
  /** Its first county-level code, for good (a city: 430100, the province: 430000). */
  areaCode: number
  /** 12 digits. */
  code: string
  level: Level
  kind: RegionKind
  parentId: Nullable<number>
  scopeKey: number
  /** Exclusive. */
  scopeEnd: number
  name: string
  nameEn: string
  /** Without tones and spaces, lower case: `changsha`. */
  pinyin: string
  /** First letters, lower case: `css`. */
  initials: string
  validFrom: DefaultedDate
  validTo: Nullable<LocalDate>
}

/** What a region was called, and whose it was, in a time that is over. `validTo` is exclusive. */
export type RegionHistoryTable = {
  regionId: number
  code: string
  name: string
  nameEn: string
  parentId: Nullable<number>
  validFrom: LocalDate
  validTo: LocalDate
}

export type OrganisationTable = {
  id: Generated<number>
  code: string
  name: string
  nameEn: Nullable<string>
  regionId: number
  scopeKey: number
  kind: OrganisationKind
  validFrom: DefaultedDate
  validTo: Nullable<LocalDate>
}

/** A government service hall; its seat decides the scope of its cases. */
export type HallTable = {
  id: Generated<number>
  code: string
  name: string
  nameEn: Nullable<string>
  /** As `parseOpening` reads it; a fact about the hall that moves no clock. */
  hours: Nullable<string>
  regionId: number
  scopeKey: number
  areaCode: number
  validFrom: DefaultedDate
  validTo: Nullable<LocalDate>
}

/** A region that a hall serves beside its seat. */
export type HallRegionTable = { hallId: number; regionId: number }

export type WindowTable = {
  id: Generated<number>
  hallId: number
  code: string
  name: string
  kind: WindowKind
  scopeKey: number
  validFrom: DefaultedDate
  validTo: Nullable<LocalDate>
}

export type StaffTable = {
  id: Generated<number>
  hallId: number
  code: string
  name: string
  organisationId: Nullable<number>
  scopeKey: number
  validFrom: DefaultedDate
  validTo: Nullable<LocalDate>
}

export type ChannelTable = { code: string; name: string; nameEn: string; online: boolean }

export type MatterTable = {
  id: Generated<number>
  code: string
  /** The code of the provincial list that local variants share. */
  baseCode: Nullable<string>
  name: string
  nameEn: Nullable<string>
  pinyin: string
  initials: string
  /** 行政许可, 公共服务 …: a word of the list it comes from. */
  type: string
  kind: MatterKind
  organisationId: Nullable<number>
  promisedAmount: Amount
  promisedUnit: Nullable<LimitUnit>
  statutoryAmount: Amount
  statutoryUnit: Nullable<LimitUnit>
  calendarId: Nullable<string>
  validFrom: DefaultedDate
  validTo: Nullable<LocalDate>
  /** Comma list, e.g. `PROMISED_ABOVE_STATUTORY` (6.1-b, on import). */
  flags: ColumnType<string, string | undefined, string>
}

/** One row per kind of register, raised by every change of it, so that copies in memory know when they are old. */
export type RegisterVersionTable = { kind: RegisterKind; version: number }

/** Row types of the room `registers/`, for `Kysely<RegistersTables & …>`. */
export type RegistersTables = {
  'core.region': RegionTable
  'core.regionHistory': RegionHistoryTable
  'core.organisation': OrganisationTable
  'core.hall': HallTable
  'core.hallRegion': HallRegionTable
  'core.window': WindowTable
  'core.staff': StaffTable
  'core.channel': ChannelTable
  'core.matter': MatterTable
  'core.registerVersion': RegisterVersionTable
}
