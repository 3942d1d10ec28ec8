import type { InspectionEvents } from './contract.ts'

/** PHONE 电话, ON_SITE 现场, UNDERCOVER 暗访, VIDEO 视频, PATROL 巡查, JOINT 联合, DESK 书面. */
export const METHODS = ['PHONE', 'ON_SITE', 'UNDERCOVER', 'VIDEO', 'PATROL', 'JOINT', 'DESK'] as const
export type Method = (typeof METHODS)[number]

/** PERIODIC 定期; IRREGULAR 不定期, whose dates are hidden from the units; EITHER 定期或不定期. */
export const MODES = ['PERIODIC', 'IRREGULAR', 'EITHER'] as const
export type Mode = (typeof MODES)[number]

/** RANDOM 随机: targets are drawn, and stand for the frame. NAMED 指定: led by complaints; they stand for themselves. */
export const BASES = ['RANDOM', 'NAMED'] as const
export type Basis = (typeof BASES)[number]

export const CAMPAIGN_STATES = ['PLANNED', 'FROZEN', 'DRAWN', 'DONE', 'PUBLISHED'] as const
export type CampaignState = (typeof CAMPAIGN_STATES)[number]

export const CHECK_STATES = ['ASSIGNED', 'STARTED', 'DONE', 'REPLACED'] as const
export type CheckState = (typeof CHECK_STATES)[number]

/** What is to be inspected, how and by when. `scopeKey` is that of the region that inspects. */
export type CampaignTable = {
  /** UUID version 7. */
  id: string
  title: string
  method: Method
  mode: Mode
  basis: Basis
  clause: string
  checklist: string
  checklistVersion: number
  /** The edition of the standard that the checklist cites, as it was then. */
  edition: string | null
  regionId: number
  areaCode: number
  scopeKey: number
  /** The last local day. */
  dueOn: string
  /** Those that take part, in words. */
  participants: string[]
  sampleSize: number
  inspectorsPerTarget: number
  state: CampaignState
  plannedById: string
  plannedBy: string
  plannedAt: Date
  frameSize: number | null
  /** SHA-256 of the frozen frame, hex. */
  frameHash: string | null
  frozenAt: Date | null
  doneOn: string | null
  releasedAt: Date | null
  publishedAt: Date | null
}

/** Who can be drawn to inspect. */
export type InspectorTable = {
  campaignId: string
  /** The id of the account. */
  personId: string
  name: string
  /** Halls of the own unit. */
  ownHalls: number[]
  /** Halls in which an interest was declared. */
  interests: number[]
  scopeKey: number
}

/** What can be drawn: a hall, with its weight. */
export type TargetTable = {
  campaignId: string
  /** The code of the hall when the frame was frozen: its key in the draw. */
  hall: string
  name: string
  hallId: number
  regionId: number
  areaCode: number
  /** The scope key of the hall's seat. */
  placeKey: number
  weight: number
  scopeKey: number
}

/** A draw; only the one with the highest number counts. */
export type DrawTable = {
  id: string
  campaignId: string
  number: number
  seed: string
  algorithm: string
  algorithmVersion: number
  frameHash: string
  /** Why once more; the first has none. */
  reason: string | null
  drawnById: string
  drawnBy: string
  drawnAt: Date
  scopeKey: number
}

/**
 * A check of one target. `scopeKey` is the hall's, so that its unit knows; under concealment that of the region that
 * inspects.
 */
export type CheckTable = {
  id: string
  campaignId: string
  drawId: string
  hall: string
  hallName: string
  hallId: number
  regionId: number
  areaCode: number
  placeKey: number
  scopeKey: number
  title: string
  method: Method
  clause: string
  checklist: string
  checklistVersion: number
  edition: string | null
  dueOn: string
  /** With which probability it was drawn; null for a target that was named or stands in for another. */
  probability: number | null
  /** The check that it stands in for. */
  insteadOf: string | null
  state: CheckState
  startedAt: Date | null
  completedAt: Date | null
  completedBy: string | null
  /** The local day on which figures count it: of completion, of release when it was concealed. */
  countedOn: string | null
  failed: boolean | null
}

/** Who inspects a target; who withdrew stays in sight. */
export type AssignmentTable = {
  checkId: string
  campaignId: string
  personId: string
  name: string
  withdrawnAt: Date | null
  hallId: number
  scopeKey: number
}

/** TARGET: another hall; INSPECTOR: another person; RECUSAL: a person withdrew 回避. */
export const REPLACEMENT_KINDS = ['TARGET', 'INSPECTOR', 'RECUSAL'] as const
export type ReplacementKind = (typeof REPLACEMENT_KINDS)[number]

/** Who or what was replaced after a draw; rows are added only. */
export type ReplacementTable = {
  id: string
  campaignId: string
  checkId: string
  kind: ReplacementKind
  replaced: string
  substitute: string
  reason: string
  actorId: string
  actor: string
  at: Date
  scopeKey: number
}

/** An answer, as it is now; answers can be changed until the check is complete. */
export type AnswerTable = {
  checkId: string
  campaignId: string
  item: string
  value: string
  failed: boolean
  words: string | null
  /** Ids of files. */
  evidence: string[]
  answeredById: string
  answeredBy: string
  answeredAt: Date
  hallId: number
  scopeKey: number
}

/** What a campaign showed, as it was published. */
export type PublicationTable = {
  campaignId: string
  title: string
  method: Method
  clause: string
  words: string
  /** An `Estimate` as JSON. */
  result: string
  publishedById: string
  publishedBy: string
  publishedAt: Date
  regionId: number
  areaCode: number
  scopeKey: number
}

/** The tables that there are twice: those of what is concealed stand by themselves, and no unit that may not know is ever asked about there. */
export type ShelvedTables = {
  campaign: CampaignTable
  inspector: InspectorTable
  target: TargetTable
  draw: DrawTable
  check: CheckTable
  assignment: AssignmentTable
  replacement: ReplacementTable
  answer: AnswerTable
}

export type InspectionsTables = {
  [Name in keyof ShelvedTables as `inspections.${Name}`]: ShelvedTables[Name]
} & {
  [Name in keyof ShelvedTables as `inspections.veiled${Capitalize<Name>}`]: ShelvedTables[Name]
} & { 'inspections.publication': PublicationTable }

/** What inspections are made of, as types. */
export type Inspections = {
  Tables: InspectionsTables
  Emits: InspectionEvents
  Permissions:
    | 'inspections.read'
    | 'inspections.plan'
    | 'inspections.check'
    | 'inspections.conceal'
    | 'inspections.publish'
}
