import type { ColumnClasses } from '../../database/column-class.ts'
import type { FailuresTables } from './tables.ts'

/** What an error said is not kept, so that nothing here is personal. */
export const failuresClasses: ColumnClasses<FailuresTables> = {
  'core.failedClock': {
    areaCode: 'internal',
    openedOn: 'internal',
    caseId: 'internal',
    clock: 'internal',
    subject: 'internal',
    kind: 'internal',
    about: 'internal',
    message: 'internal',
    historical: 'internal',
    failedAt: 'internal',
    tries: 'internal',
    retryAt: 'internal',
  },
}
