import type { ColumnClasses } from '../../database/column-class.ts'
import type { PersonalTables } from './tables.ts'

/** Who somebody is, sealed; equal values share a blind index, so that tells something of them, too. */
export const personalClasses: ColumnClasses<PersonalTables> = {
  'core.personalKey': { keyId: 'internal', checkValue: 'internal', firstUsedAt: 'internal' },
  'core.personalRecord': {
    holder: 'internal',
    subject: 'internal',
    eventKey: 'internal',
    occurredAt: 'internal',
    scopeKey: 'internal',
    organisationId: 'internal',
    hallId: 'internal',
    sealed: 'personal',
    keyId: 'internal',
    idNumberIndex: 'personal',
    phoneIndex: 'personal',
  },
  'core.personalOpening': { principalId: 'internal', kind: 'internal', at: 'internal' },
}
