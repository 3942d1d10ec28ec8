import type { Transaction } from 'kysely'
import { readerScope } from '../../access/scope.ts'
import type { NoteChange } from '../../access/audit/change.ts'
import type { CaseServices, CaseTypes } from '../../cases/graphql/case-types.ts'
import { isUuid } from '../../uuid.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import { acknowledge, selectAlert } from '../queries/acknowledge.ts'
import { viewAlerts } from '../queries/alert-view.ts'
import type { AlertTable } from '../tables.ts'

const ACKNOWLEDGED = 'core.alert.acknowledged'

/** Writes the mutation `acknowledgeAlert`. */
export const defineAcknowledgeAlert = (
  builder: Builder,
  services: CaseServices,
  { Alert }: Pick<CaseTypes, 'Alert'>,
): void => {
  const Result = resultOf(builder, 'AcknowledgeAlert', { permission: 'core.read' }, { alert: Alert })
  const Input = builder.inputType('AcknowledgeAlertInput', {
    description: 'Which alert to take on.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the alert.' }) }),
  })
  builder.mutationField('acknowledgeAlert', (t) =>
    t.field({
      type: Result,
      description:
        'Notes that somebody has taken an alert on, which also confirms one that waits for it. Needs core.read, and core.handle or the permission to handle of the plugin whose clock issued it. The same again changes nothing.',
      authScopes: { permission: 'core.read' },
      audit: ACKNOWLEDGED,
      args: { input: t.arg({ type: Input, required: true, description: 'Which one.' }) },
      resolve: async (_root, { input }, context) => {
        const { principal } = context
        if (principal === null) throw fault('UNAUTHENTICATED')
        const clocks = handledBy(services, principal)
        if (clocks.size === 0) throw fault('FORBIDDEN')
        return answer(async () => {
          const row = await acknowledged(services, context, principal, clocks, input.id)
          const [alert] = await viewAlerts(services, context, [row])
          if (alert === undefined) throw notFound(input.id)
          return { alert }
        })
      },
    }),
  )
}

/** The clocks whose alerts a principal may take on: all by core.handle, else those of plugins that it may handle for. */
const handledBy = ({ declarations }: CaseServices, { permissions }: Principal): ReadonlySet<string> =>
  new Set(
    declarations.clocks
      .filter(({ event }) => permissions.has('core.handle') || permissions.has(`${event.split('.', 1)[0]}.handle`))
      .map(({ code }) => code),
  )

const acknowledged = async (
  { clock }: CaseServices,
  { change }: Pick<RequestContext, 'change'>,
  principal: Principal,
  clocks: ReadonlySet<string>,
  id: string,
): Promise<AlertTable> => {
  if (!isUuid(id)) throw notFound(id)
  const reach = readerScope(principal)
  const at = await clock.now()
  const work = async (trx: Transaction<CoreTables>, note: NoteChange) => {
    const before = await selectAlert(trx, id, reach)
    if (before === undefined) throw notFound(id)
    if (!clocks.has(before.clock)) throw fault('FORBIDDEN')
    const after = await acknowledge(trx, id, reach, { name: principal.name, at })
    if (after === undefined) throw notFound(id)
    if (after.state === 'ACKNOWLEDGED') {
      const subject = { type: 'Alert', id }
      note({ subject, scopeKey: after.scopeKey, before: { state: before.state }, after: { state: after.state } })
      return after
    }
    const detail = { 'zh-CN': '该预警已结束。', en: 'This alert is done with.' }
    throw fault('CONFLICT', { detail }, ['input', 'id'])
  }
  return change(ACKNOWLEDGED, work, 'engine')
}

const notFound = (id: string) => fault('NOT_FOUND', { value: id }, ['input', 'id'])
