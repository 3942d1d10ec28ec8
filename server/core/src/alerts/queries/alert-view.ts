import { readerScope } from '../../access/scope.ts'
import { selectCasesByKey } from '../../cases/queries/select-cases.ts'
import type { CaseView, ViewServices } from '../../cases/queries/case-view.ts'
import { viewCases } from '../../cases/queries/case-view.ts'
import type { CaseEngine } from '../../cases/engine.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { shownNow } from '../../platform-clock.ts'
import type { TrailStep } from '../lifecycle/trail.ts'
import { selectTrails } from '../lifecycle/trail.ts'
import type { AlertTable } from '../tables.ts'

type Trails = Awaited<ReturnType<typeof selectTrails>>

/** An alert as it is shown; its case is read with those of its page once somebody asks. */
export type AlertView = {
  readonly alert: AlertTable
  readonly engine: CaseEngine
  readonly case: () => Promise<CaseView>
  /** What was done with it, in order. */
  readonly steps: () => Promise<readonly TrailStep[]>
  /** The instant at which the page was read. */
  readonly now: Date
}

/** Makes the views of a page of alerts. */
export const viewAlerts = async (
  services: ViewServices,
  context: Pick<RequestContext, 'read' | 'principal'>,
  alerts: readonly AlertTable[],
): Promise<readonly AlertView[]> => {
  const [engine, now] = await Promise.all([services.openEngine(), shownNow(services.clock)])
  let trails: Promise<Trails> | undefined
  const readTrails = () => context.read((trx) => selectTrails(trx, alerts, readerScope(context.principal)))
  let cases: Promise<ReadonlyMap<string, CaseView>> | undefined
  const readCases = async () => {
    const records = await context.read((trx) => selectCasesByKey(trx, alerts, readerScope(context.principal)))
    return new Map((await viewCases(services, context, records)).map((view) => [view.record.caseId, view]))
  }
  return alerts.map((alert) => ({
    alert,
    engine,
    case: async () => {
      cases ??= readCases()
      return orThrow((await cases).get(alert.caseId), alert)
    },
    steps: async () => (await (trails ??= readTrails())).get(alert.alertId) ?? [],
    now,
  }))
}

/** The alerts of one case, whose view is there already. */
export const alertsOfCase = async (view: CaseView): Promise<readonly AlertView[]> =>
  (await view.alerts()).map((alert) => ({
    alert,
    engine: view.engine,
    case: async () => view,
    steps: async () => (await view.trails()).get(alert.alertId) ?? [],
    now: view.now,
  }))

const orThrow = (view: CaseView | undefined, { alertId }: AlertTable): CaseView => {
  if (view === undefined) throw new Error(`The case of the alert ${alertId} is not there`)
  return view
}
