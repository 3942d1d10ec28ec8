import { hash } from 'node:crypto'
import type { WrittenPerson } from '../access/personal/read-personal-data.ts'
import type { InputProblem } from '../graphql/errors.ts'
import type { ExtensionBasis } from '../clock/extension.ts'
import type { Limit } from '../clock/types.ts'
import type { SuspensionGround } from './suspension-ground.ts'
import type { CaseEventKind } from './tables.ts'

/** An event as a source reports it: codes as the source writes them, instants parsed. */
export type ReportedEvent = {
  readonly source: string
  readonly externalId: string
  readonly eventId: string
  readonly kind: CaseEventKind
  readonly occurredAt: Date
  readonly hall?: string | null | undefined
  readonly matter?: string | null | undefined
  readonly window?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly channel?: string | null | undefined
  readonly role?: string | null | undefined
  readonly promised?: Limit | null | undefined
  readonly statutory?: Limit | null | undefined
  readonly dueAt?: Date | null | undefined
  readonly step?: string | null | undefined
  readonly reason?: string | null | undefined
  readonly note?: string | null | undefined
  readonly until?: Date | null | undefined
  readonly approvedDays?: number | null | undefined
  readonly noticed?: boolean | null | undefined
  readonly ground?: SuspensionGround | null | undefined
  readonly law?: string | null | undefined
  readonly approver?: string | null | undefined
  /** The event id of the suspension that a resumption ends. */
  readonly resumes?: string | null | undefined
  readonly extensionDays?: number | null | undefined
  readonly extensionBasis?: ExtensionBasis | null | undefined
  readonly supplementDueAt?: Date | null | undefined
  /** The number of the joint case at the same source. */
  readonly parent?: string | null | undefined
  readonly licenceFollows?: boolean | null | undefined
  readonly deliveryFollows?: boolean | null | undefined
}

/** An event with who applied, as a source reports it; from here on the two are kept apart. */
export type ReportedWithApplicant = ReportedEvent & { readonly applicant?: WrittenPerson | null | undefined }

/** What became of one reported event. */
export type EventResult =
  | { readonly status: 'STORED' | 'DUPLICATE'; readonly caseId: string }
  | { readonly status: 'PARKED' }
  | { readonly status: 'REJECTED'; readonly problem: InputProblem }

/** The one text that names a case of a source. */
export const caseRefOf = ({ source, externalId }: Pick<ReportedEvent, 'source' | 'externalId'>): string =>
  `${source}\n${externalId}`

/** The same content gives the same hash, however its fields were ordered; absent and null are one. */
export const contentHash = (event: ReportedEvent): string => hash('sha256', written(event, FIELDS), 'base64url')

const fieldsOf = <Value extends object>(all: Readonly<Record<keyof Value & string, true>>) =>
  (Object.keys(all) as (keyof Value & string)[]).toSorted()

/** Every field of an event, in the order in which they are hashed. */
const FIELDS = fieldsOf<ReportedEvent>({
  source: true,
  externalId: true,
  eventId: true,
  kind: true,
  occurredAt: true,
  hall: true,
  matter: true,
  window: true,
  organisation: true,
  channel: true,
  role: true,
  promised: true,
  statutory: true,
  dueAt: true,
  step: true,
  reason: true,
  note: true,
  until: true,
  approvedDays: true,
  noticed: true,
  ground: true,
  law: true,
  approver: true,
  resumes: true,
  extensionDays: true,
  extensionBasis: true,
  supplementDueAt: true,
  parent: true,
  licenceFollows: true,
  deliveryFollows: true,
})
const LIMIT_FIELDS = fieldsOf<Limit>({ amount: true, unit: true })

/** A JSON list of the fields that are told, each a pair of its name and its value. */
const written = <Value extends object>(value: Value, fields: readonly (keyof Value & string)[]): string => {
  let pairs = ''
  for (const field of fields) {
    const inner = value[field]
    if (inner === undefined || inner === null) continue
    const told = isLimit(inner) ? written(inner, LIMIT_FIELDS) : JSON.stringify(inner)
    pairs += `${pairs === '' ? '' : ','}["${field}",${told}]`
  }
  return `[${pairs}]`
}

const isLimit = (value: unknown): value is Limit => typeof value === 'object' && !(value instanceof Date)
