import type { Generated } from 'kysely'
import type { AlertPayload } from '../feed/events.ts'
import type { PlanMode } from './rules/windows.ts'

/** Where a plan lies: with the authority that performs it, hidden from those inside of its region unless it is PERIODIC. */
type Performer = {
  readonly regionId: number
  readonly areaCode: number
  readonly scopeKey: number
  readonly releasedAt: Date | null
  readonly veiledLo: number | null
  readonly veiledHi: number | null
  readonly veiledOrganisationId: number | null
  readonly veiledHallId: number | null
}

/** A recurring control activity 管控计划 of a performing authority (clauses of kind C). */
export type PlanTable = Performer & {
  id: string
  clause: string
  title: string
  mode: PlanMode
  /** How many months a window has, and how often it is to be done in each. */
  windowMonths: number
  minimumCount: number
  /** How many targets each time; null where it is not counted. */
  sampleSize: number | null
  fromDay: string
  toDay: string
  madeAt: Date
  madeById: string
  madeBy: string
  stoppedAt: Date | null
  stoppedBy: string | null
  stopReason: string | null
}

/** One time that it is due, and how it was done. */
export type OccurrenceTable = Performer & {
  id: string
  planId: string
  clause: string
  /** The window, half-open. */
  fromDay: string
  toDay: string
  doneOn: string | null
  words: string | null
  /** Ids of files that show it, JSON. */
  evidence: string | null
  /** The record by which it was done: `surveys.campaign`, and its id. */
  sourceType: string | null
  sourceId: string | null
  recordedAt: Date | null
  recordedById: string | null
  recordedBy: string | null
  /** The plan was stopped before its window ended: it is not due. */
  void: Generated<boolean>
}

export type PlansTables = { 'plans.plan': PlanTable; 'plans.occurrence': OccurrenceTable }

export type PlansEvents = { 'plans.card.issued': AlertPayload }

/** What this room is made of, as types. */
export type Plans = {
  Tables: PlansTables
  Emits: PlansEvents
  Permissions: 'plans.read' | 'plans.make' | 'plans.record'
}
