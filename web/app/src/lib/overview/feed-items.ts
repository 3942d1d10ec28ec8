import type { AlertItem, Reader } from '@zhikong/ui'
import type { ListedAlert } from './overview.query.ts'

/** An alert of the list in the shape of the stream. */
export function fromListed(alert: ListedAlert, reader: Reader): AlertItem {
  return {
    type: 'alert',
    key: `a${alert.id}`,
    at: alert.raisedAt,
    caseId: alert.case?.id ?? null,
    matter: alert.matter ? reader.name(alert.matter) : alert.text,
    hall: alert.hall && reader.name(alert.hall),
    organisation: alert.organisation ? reader.name(alert.organisation) : null,
    countedDays: alert.case?.countedDays ?? null,
    alertId: alert.id,
    level: alert.level,
    clock: alert.clock,
    promised: alert.case?.promised ?? null,
    overDays: alert.case?.overDays ?? null,
    provisional: alert.provisional,
    state: alert.state,
    possibleSteps: alert.possibleSteps,
  }
}
