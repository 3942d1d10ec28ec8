import { createPersonalRecords } from '../../access/personal/personal-records.ts'
import type { PersonalData } from '../../access/personal/personal-data.ts'
import { readerScope } from '../../access/scope.ts'
import type { TrailStep } from '../../alerts/lifecycle/trail.ts'
import { selectTrails } from '../../alerts/lifecycle/trail.ts'
import type { AlertTable } from '../../alerts/tables.ts'
import { selectAlertsOfCases } from '../../alerts/queries/select-alerts.ts'
import type { RequestContext } from '../../graphql/context.ts'
import type { Clock } from '../../platform-clock.ts'
import { shownNow } from '../../platform-clock.ts'
import type { DerivedCase } from '../derive.ts'
import { deriveCase } from '../derive.ts'
import type { CaseEngine, OpenEngine } from '../engine.ts'
import type { CaseEvent } from '../event.ts'
import type { CaseRecord } from '../record.ts'
import { caseRefOf } from '../reported-event.ts'
import { findByRef } from './find-by-ref.ts'
import { findParts } from './find-parts.ts'
import type { ReadAhead } from './read-ahead.ts'
import { eventsOfCases } from './select-events.ts'

/** A case as it is shown: its row, and what is read with those of its page once somebody asks. */
export type CaseView = {
  readonly record: CaseRecord
  readonly engine: CaseEngine
  /** The instant at which the page was read; all of it is told as of then. */
  readonly now: Date
  /** Its events in the order in which they happened. */
  readonly events: () => Promise<readonly CaseEvent[]>
  readonly alerts: () => Promise<readonly AlertTable[]>
  /** What was done with each of its alerts, by the id of the alert. */
  readonly trails: () => Promise<ReadonlyMap<string, readonly TrailStep[]>>
  /** Who applied, masked; null when no event told. */
  readonly applicant: () => Promise<PersonalData | null>
  /** The joint case that it is a part of, where the reader reaches it. */
  readonly parent: () => Promise<CaseView | null>
  /** Its parts that the reader reaches, by number. */
  readonly children: () => Promise<readonly CaseView[]>
  /** Derived again from its events. */
  readonly derived: () => Promise<DerivedCase>
}

/** What views are made with. */
export type ViewServices = { readonly openEngine: OpenEngine; readonly clock: Clock }

/**
 * Makes the views of a page of cases; what they read later is read for all of them at once, in the reader's scope, but for
 * what was read `ahead`.
 */
export const viewCases = async (
  services: ViewServices,
  context: Pick<RequestContext, 'read' | 'principal'>,
  records: readonly CaseRecord[],
  ahead: ReadAhead = {},
): Promise<readonly CaseView[]> => {
  if (records.length === 0) return []
  const { read, principal } = context
  const [engine, now] = await Promise.all([services.openEngine(), shownNow(services.clock)])
  const reach = readerScope(principal)
  const events = once(async () =>
    Map.groupBy(ahead.events ?? (await read((trx) => eventsOfCases(trx, records, reach))), ({ caseId }) => caseId),
  )
  const alerts = once(async () =>
    Map.groupBy(
      ahead.alerts ?? (await read((trx) => selectAlertsOfCases(trx, records, reach))),
      ({ caseId }) => caseId,
    ),
  )
  const trails = once(() => read((trx) => selectTrails(trx, records, reach)))
  const applicants = once(() =>
    read((trx) => createPersonalRecords(engine.vault).read(trx, reach, 'APPLICANT', records.map(caseRefOf))),
  )
  const parents = once(async () => {
    const refs = [...new Set(records.flatMap((record) => parentRefOf(record) ?? []))]
    return viewsBy(({ record }) => caseRefOf(record), await read((trx) => findByRef(trx, reach, refs)))
  })
  const parts = once(async () =>
    viewsBy(({ record }) => parentRefOf(record) ?? '', await read((trx) => findParts(trx, reach, records))),
  )
  const viewsBy = async (keyOf: (view: CaseView) => string, found: readonly CaseRecord[]) =>
    Map.groupBy(await viewCases(services, context, found), keyOf)
  return records.map((record): CaseView => {
    const derived = once(async () => {
      const calendar = engine.calendars.byId(record.calendarId)
      return deriveCase(record, (await events()).get(record.caseId) ?? [], calendar, engine, now)
    })
    return {
      record,
      engine,
      now,
      events: async () => (await derived()).events,
      alerts: async () => (await alerts()).get(record.caseId) ?? [],
      trails,
      applicant: async () => (await applicants()).get(caseRefOf(record)) ?? null,
      parent: async () => (await parents()).get(parentRefOf(record) ?? '')?.[0] ?? null,
      children: async () => (await parts()).get(caseRefOf(record)) ?? [],
      derived,
    }
  })
}

const parentRefOf = ({ source, parentExternalId }: CaseRecord): string | null =>
  parentExternalId === null ? null : caseRefOf({ source, externalId: parentExternalId })

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let running: Promise<T> | undefined
  return () => (running ??= work())
}
