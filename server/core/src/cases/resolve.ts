import type { PersonalData } from '../access/personal/personal-data.ts'
import { isPersonFault, readPersonalData } from '../access/personal/read-personal-data.ts'
import type { InputProblem } from '../graphql/errors.ts'
import { problem } from '../graphql/errors.ts'
import type { ScopeRange } from '../graphql/context.ts'
import type { HallEntry, MatterEntry, RegisterIndex } from '../registers/resolve.ts'
import type { CaseEvent, EventPayload, FrozenLimits } from './event.ts'
import type { ReportedEvent, ReportedWithApplicant } from './reported-event.ts'
import { caseRefOf, contentHash } from './reported-event.ts'
import { checkEvent } from './check-event.ts'

/** A reported event with its codes resolved; `founds` when it names all that a new case needs. */
export type ResolvedEvent = CaseEvent & {
  readonly index: number
  readonly caseRef: string
  readonly contentHash: string
  /** Without who applied: what is stored, hashed and told of an event has nothing personal in it. */
  readonly reported: ReportedEvent
  /** Who applied, checked; null when the event does not tell. */
  readonly applicant: PersonalData | null
  readonly founds: { readonly hall: HallEntry; readonly matter: MatterEntry } | null
}

/**
 * Checks one event and resolves its codes; a code outside of the reporter's range is unknown to it.
 * `index` leads back to the item of the request.
 */
export const resolveEvent = (
  { applicant: written, ...reported }: ReportedWithApplicant,
  index: number,
  registers: RegisterIndex,
  range: ScopeRange,
  now: Date,
): ResolvedEvent | InputProblem => {
  const at = (field: string): readonly string[] => ['input', String(index), field]
  const fault = checkEvent(reported, now, at)
  if (fault !== null) return fault
  const applicant = written == null ? null : readPersonalData(written)
  if (applicant !== null && isPersonFault(applicant)) {
    return problem('INVALID_INPUT', { detail: applicant.detail }, [...at('applicant'), applicant.field])
  }
  const hall = reported.hall == null ? undefined : registers.hallByCode.get(reported.hall)
  if (reported.hall != null && (hall === undefined || hall.scopeKey < range.lo || hall.scopeKey >= range.hi)) {
    return problem('UNKNOWN_HALL', { value: reported.hall }, at('hall'))
  }
  const matter = reported.matter == null ? undefined : registers.matterByCode.get(reported.matter)
  if (reported.matter != null && matter === undefined) {
    return problem('UNKNOWN_MATTER', { value: reported.matter }, at('matter'))
  }
  const window =
    reported.window == null || hall === undefined ? undefined : registers.windowOf(hall.id, reported.window)
  if (reported.window != null && hall !== undefined && window === undefined) {
    return problem('UNKNOWN_WINDOW', { value: reported.window }, at('window'))
  }
  const organisation =
    reported.organisation == null ? undefined : registers.organisationByCode.get(reported.organisation)
  if (reported.organisation != null && organisation === undefined) {
    return problem('UNKNOWN_ORGANISATION', { value: reported.organisation }, at('organisation'))
  }
  if (reported.channel != null && !registers.channelByCode.has(reported.channel)) {
    return problem('UNKNOWN_CHANNEL', { value: reported.channel }, at('channel'))
  }
  return {
    index,
    caseRef: caseRefOf(reported),
    contentHash: contentHash(reported),
    reported,
    applicant,
    founds: hall === undefined || matter === undefined ? null : { hall, matter },
    eventKey: reported.eventId,
    kind: reported.kind,
    occurredAt: reported.occurredAt,
    receivedAt: now,
    windowId: window?.id ?? null,
    payload: payloadOf(reported, organisation?.id, matter?.organisationId ?? undefined),
  }
}

/** An event that names a window and no hall means a window of its case's hall; a problem when there is none. */
export const placeWindow = (
  event: ResolvedEvent,
  hallId: number,
  registers: RegisterIndex,
): ResolvedEvent | InputProblem => {
  const { hall, window: code } = event.reported
  if (code == null || hall != null) return event
  const window = registers.windowOf(hallId, code)
  if (window !== undefined) return { ...event, windowId: window.id }
  return problem('UNKNOWN_WINDOW', { value: code }, ['input', String(event.index), 'window'])
}

/** The limits that an acceptance freezes: those given, a due instant, or neither: then the matter's. */
export const freezeLimits = (reported: ReportedEvent, matter: MatterEntry): FrozenLimits => {
  const given = reported.promised != null || reported.dueAt != null
  return {
    promised: reported.promised ?? (given ? null : matter.promised),
    statutory: reported.statutory ?? (reported.dueAt != null ? null : matter.statutory),
    dueAt: reported.dueAt?.toISOString() ?? null,
  }
}

/** A forwarding names the body that the case goes to; any other event the one that decides it. */
const organisationIn = ({ kind }: ReportedEvent, id: number | undefined): EventPayload => {
  if (id === undefined) return {}
  return kind === 'FORWARDED' ? { upperOrganisationId: id } : { organisationId: id }
}

/** What of an event goes into its payload as it was reported, in this order. */
const KEPT = [
  'channel',
  'role',
  'step',
  'reason',
  'note',
  'until',
  'approvedDays',
  'noticed',
  'ground',
  'law',
  'approver',
  'resumes',
  'extensionDays',
  'extensionBasis',
  'supplementDueAt',
  'parent',
  'licenceFollows',
  'deliveryFollows',
] as const satisfies readonly (keyof ReportedEvent & keyof EventPayload)[]

const payloadOf = (
  reported: ReportedEvent,
  organisationId: number | undefined,
  matterOrganisationId: number | undefined,
): EventPayload => {
  const payload: Record<string, unknown> = { ...organisationIn(reported, organisationId) }
  if (matterOrganisationId !== undefined) payload['matterOrganisationId'] = matterOrganisationId
  for (const field of KEPT) {
    const value = reported[field]
    if (value != null) payload[field] = value instanceof Date ? value.toISOString() : value
  }
  return payload
}
