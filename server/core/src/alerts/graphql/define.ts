import type { CaseServices, CaseTypes } from '../../cases/graphql/case-types.ts'
import type { Builder } from '../../graphql/builder.ts'
import { defineAcknowledgeAlert } from './acknowledge-alert.ts'
import { defineAlertList } from './alert-list.ts'
import { defineAlert } from './alert.ts'
import { defineAnsweringAlerts } from './answer-alerts.ts'
import { defineDecidingAlerts } from './decide-alerts.ts'
import { defineEngineAlerts } from './engine-alerts.ts'
import { defineSilences } from './silences.ts'
import { defineStepOutcome } from './step-outcome.ts'
import { defineUrgeAlert } from './urge-alert.ts'

/** Writes the types, queries and mutations of alerts; the subscription is the feed's. */
export const defineAlertRoom = (builder: Builder, services: CaseServices, types: CaseTypes): void => {
  const enums = defineAlert(builder, services, types)
  defineAlertList(builder, services, { ...types, ...enums })
  const AlertStepOutcome = defineStepOutcome(builder, types)
  defineAcknowledgeAlert(builder, services, { ...types, AlertStepOutcome })
  defineAnsweringAlerts(builder, services, AlertStepOutcome)
  defineDecidingAlerts(builder, services, AlertStepOutcome)
  defineUrgeAlert(builder, services, AlertStepOutcome)
  defineSilences(builder, services)
  defineEngineAlerts(builder)
}
