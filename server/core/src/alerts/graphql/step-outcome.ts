import type { ObjectRef } from '@pothos/core'
import type { CaseServices, CaseTypes } from '../../cases/graphql/case-types.ts'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import type { InputProblem } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { readerScope } from '../../access/scope.ts'
import { URGE_PAUSE_MS } from '../lifecycle/possible-steps.ts'
import type { StepRequest } from '../lifecycle/request.ts'
import { takeSteps } from '../lifecycle/take-steps.ts'
import type { AlertView } from '../queries/alert-view.ts'
import { viewAlerts } from '../queries/alert-view.ts'

/** What became of one id, as it is shown. */
export type ShownOutcome = {
  readonly id: string
  readonly alert: AlertView | null
  readonly problem: InputProblem | null
}

export type OutcomeRef = ObjectRef<SchemaTypes, ShownOutcome, ShownOutcome>

/** So many cards may be named in one request. */
export const MOST_IDS = 100

/** Writes `AlertStepOutcome`. */
export const defineStepOutcome = (builder: Builder, { Alert }: Pick<CaseTypes, 'Alert'>): OutcomeRef =>
  builder.objectRef<ShownOutcome>('AlertStepOutcome').implement({
    access: { permission: 'core.read' },
    description: 'What became of one of the ids that were given; the others do not depend on it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'The id as it was given.' }),
      alert: t.field({
        type: Alert,
        nullable: true,
        description: 'The alert as it is then; null when there is a problem.',
        resolve: ({ alert }) => alert,
      }),
      problem: t.field({
        type: 'InputError',
        nullable: true,
        description: 'Why nothing came of it: NOT_FOUND, also out of the own range; FORBIDDEN; CONFLICT.',
        resolve: ({ problem }) => problem,
      }),
    }),
  })

type Asked = Pick<StepRequest, 'kind' | 'ids' | 'text'> & {
  readonly action: string
  readonly may: StepRequest['may']
}

/** Takes a step with the alerts of a request, as the one who makes it, and shows what became of each. */
export const showSteps = async (
  services: CaseServices,
  context: RequestContext,
  { action, ...asked }: Asked,
): Promise<readonly ShownOutcome[]> => {
  const { ids } = asked
  if (ids.length === 0) {
    throw invalid({ 'zh-CN': '请至少指定一张卡片。', en: 'Name at least one alert.' }, ['input', 'ids'])
  }
  if (ids.length > MOST_IDS) throw fault('TOO_MANY_ITEMS', { max: MOST_IDS, count: ids.length }, ['input', 'ids'])
  const principal = asker(context)
  const { subjectClocks } = services.declarations
  const [engine, now] = [{ ...(await services.openEngine()), subjectClocks }, await services.clock.now()]
  const { urgePauseMs = URGE_PAUSE_MS } = services
  const request: StepRequest = { ...asked, actor: principal, reach: readerScope(principal), urgePauseMs }
  const outcomes = await context.change(action, (trx, note) => takeSteps(trx, note, engine, request, now), 'engine')
  const alerts = outcomes.flatMap(({ alert }) => (alert === null ? [] : [alert]))
  const views = new Map((await viewAlerts(services, context, alerts)).map((view) => [view.alert.alertId, view]))
  return outcomes.map(({ id, problem, alert }) => ({
    id,
    problem,
    alert: alert === null ? null : (views.get(alert.alertId) ?? null),
  }))
}

/** Who asks. @throws UNAUTHENTICATED */
export const asker = ({ principal }: Pick<RequestContext, 'principal'>): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}
