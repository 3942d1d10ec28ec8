import type { AlertPayload } from '../feed/events.ts'
import type { ControlTables } from './control-tables.ts'
import type { ScoreTables } from './score-tables.ts'

/** The region whose authority it is about. */
type Seat = { readonly regionId: number; readonly areaCode: number; readonly scopeKey: number }

/** What a member of a quality group does: several may lead, of PRIMARY_LEADER (首席代表) there is one at a time. */
export const GROUP_DUTIES = ['PRIMARY_LEADER', 'LEADER', 'MEMBER'] as const
export type GroupDuty = (typeof GROUP_DUTIES)[number]

/** The quality group 服务质量管控小组 of an authority, one per region (4-a). Validity is half-open, local days. */
export type QualityGroupTable = Seat & {
  id: string
  name: string
  /** The document by which it was set up. */
  document: string
  validFrom: string
  validTo: string | null
  controlMeasures: string
  improvementPlan: string
  /** The clock of its leader, and until when there is one without a gap; null for one who leads without an end. */
  clockId: string | null
  leaderUntil: string | null
  changedAt: Date
  changedBy: string
}

/** A member of a group, for as long as the validity says. */
export type GroupMemberTable = Seat & {
  id: string
  groupId: string
  duty: GroupDuty
  name: string
  post: string
  validFrom: string
  validTo: string | null
}

/** What is aimed at: an indicator of a region over a period. */
export type ObjectiveTable = Seat & {
  id: string
  indicator: string
  comparator: 'AT_LEAST' | 'AT_MOST'
  target: number
  /** The period, half-open. */
  fromDay: string
  toDay: string
  setAt: Date
  setBy: string
  withdrawnAt: Date | null
  withdrawnReason: string | null
  /** When its period was over and it was held against the figure; `met` is null when there was none. */
  judgedAt: Date | null
  met: boolean | null
  display: string | null
  n: number | null
}

/** By how much a count of a region differs from the day before, as registers and groups said on that day. */
export type StandingTable = Seat & { measure: string; day: string; n: number }

export type HallsTables = ControlTables &
  ScoreTables & {
    'halls.qualityGroup': QualityGroupTable
    'halls.groupMember': GroupMemberTable
    'halls.objective': ObjectiveTable
    'halls.standing': StandingTable
  }

export type HallsEvents = { 'halls.card.issued': AlertPayload }

/** What this room is made of, as types. */
export type Halls = {
  Tables: HallsTables
  Emits: HallsEvents
  Permissions: 'halls.read' | 'halls.organise' | 'halls.aim' | 'halls.log' | 'halls.weigh'
}
