import type { Selectable } from 'kysely'
import type { Limit, LimitUnit } from '../clock/types.ts'
import type { ChannelTable, HallTable, MatterTable, OrganisationTable, WindowTable } from './tables.ts'

type MatterRow = Selectable<MatterTable>
type LimitColumns = 'promisedAmount' | 'promisedUnit' | 'statutoryAmount' | 'statutoryUnit'

export type OrganisationEntry = Readonly<Selectable<OrganisationTable>>
export type HallEntry = Readonly<Selectable<HallTable>>
export type WindowEntry = Readonly<Selectable<WindowTable>>
export type ChannelEntry = Readonly<Selectable<ChannelTable>>
export type MatterEntry = Readonly<Omit<MatterRow, LimitColumns>> & {
  readonly promised: Limit | null
  readonly statutory: Limit | null
}

type Coded = { readonly id: number; readonly code: string; readonly scopeKey?: number }

/** Look-ups over one register; `all` is sorted by scope key and code, or by code alone. */
export type CodedRegister<Row> = {
  readonly all: readonly Row[]
  readonly byId: ReadonlyMap<number, Row>
  readonly byCode: ReadonlyMap<string, Row>
}

const byPlaceAndCode = (a: Coded, b: Coded): number =>
  (a.scopeKey ?? 0) - (b.scopeKey ?? 0) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

/** Puts rows of one register in order. */
export function makeCodedRegister<Row extends Coded>(rows: readonly Row[]): CodedRegister<Row> {
  const all = rows.toSorted(byPlaceAndCode)
  return { all, byId: new Map(all.map((row) => [row.id, row])), byCode: new Map(all.map((row) => [row.code, row])) }
}

/** A limit of two columns; null where there is none. */
export function limitOf(amount: number | null, unit: LimitUnit | null): Limit | null {
  return amount === null || unit === null ? null : { amount, unit }
}

/** A matter with its limits as limits. */
export function matterEntry(row: MatterRow): MatterEntry {
  const { promisedAmount, promisedUnit, statutoryAmount, statutoryUnit, ...matter } = row
  return {
    ...matter,
    promised: limitOf(promisedAmount, promisedUnit),
    statutory: limitOf(statutoryAmount, statutoryUnit),
  }
}

/** The registers one by one, so that what did not change can be kept. */
export type RegisterParts = {
  readonly organisations: CodedRegister<OrganisationEntry>
  readonly halls: CodedRegister<HallEntry>
  readonly served: ReadonlyMap<number, readonly number[]>
  readonly windows: readonly WindowEntry[]
  readonly matters: CodedRegister<MatterEntry>
  readonly channels: readonly ChannelEntry[]
}

/** Every register but the regions and the staff, in memory and never changed, for intake and resolvers. */
export type RegisterIndex = {
  /** By scope key of the seat, then code. */
  readonly halls: readonly HallEntry[]
  readonly hallByCode: ReadonlyMap<string, HallEntry>
  readonly hallById: ReadonlyMap<number, HallEntry>
  /** Halls that have their seat in the region itself. */
  readonly hallsSeatedIn: (regionId: number) => readonly HallEntry[]
  /** Ids of the regions that a hall serves beside its seat. */
  readonly regionsServedBy: (hallId: number) => readonly number[]
  readonly windowOf: (hallId: number, code: string) => WindowEntry | undefined
  readonly windowById: ReadonlyMap<number, WindowEntry>
  /** By code. */
  readonly windowsOf: (hallId: number) => readonly WindowEntry[]
  /** By scope key of the region, then code. */
  readonly organisations: readonly OrganisationEntry[]
  readonly organisationByCode: ReadonlyMap<string, OrganisationEntry>
  readonly organisationById: ReadonlyMap<number, OrganisationEntry>
  /** By code. */
  readonly matters: readonly MatterEntry[]
  readonly matterByCode: ReadonlyMap<string, MatterEntry>
  readonly matterById: ReadonlyMap<number, MatterEntry>
  /** In the order of their codes. */
  readonly channelByCode: ReadonlyMap<string, ChannelEntry>
}

/** Makes the look-ups that cross from one register to another. */
export function makeRegisterIndex(parts: RegisterParts): RegisterIndex {
  const { organisations, halls, served, matters, channels } = parts
  const windows = makeCodedRegister(parts.windows)
  const seats = Map.groupBy(halls.all, (hall) => hall.regionId)
  const windowsByHall = Map.groupBy(windows.all, (window) => window.hallId)
  const windowByKey = new Map(windows.all.map((window) => [`${window.hallId}\n${window.code}`, window]))
  return {
    halls: halls.all,
    hallByCode: halls.byCode,
    hallById: halls.byId,
    hallsSeatedIn: (regionId) => seats.get(regionId) ?? [],
    regionsServedBy: (hallId) => served.get(hallId) ?? [],
    windowOf: (hallId, code) => windowByKey.get(`${hallId}\n${code}`),
    windowById: windows.byId,
    windowsOf: (hallId) => windowsByHall.get(hallId) ?? [],
    organisations: organisations.all,
    organisationByCode: organisations.byCode,
    organisationById: organisations.byId,
    matters: matters.all,
    matterByCode: matters.byCode,
    matterById: matters.byId,
    channelByCode: new Map(channels.map((channel) => [channel.code, channel])),
  }
}
