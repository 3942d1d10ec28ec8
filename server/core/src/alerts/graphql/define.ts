import type { CaseServices, CaseTypes } from '../../cases/graphql/case-types.ts'
import type { Builder } from '../../graphql/builder.ts'
import { defineAcknowledgeAlert } from './acknowledge-alert.ts'
import { defineAlertList } from './alert-list.ts'
import { defineAlert } from './alert.ts'
import { defineEngineAlerts } from './engine-alerts.ts'

/** Writes the types, queries and mutations of alerts; the subscription is the feed's. */
export const defineAlertRoom = (builder: Builder, services: CaseServices, types: CaseTypes): void => {
  const { AlertState } = defineAlert(builder, services, types)
  defineAlertList(builder, services, { ...types, AlertState })
  defineAcknowledgeAlert(builder, services, types)
  defineEngineAlerts(builder)
}
