import type { ColumnClasses } from '../../database/column-class.ts'
import type { SignInTables } from './tables.ts'

/** What proves who somebody is, and whence they came. */
export const signInClasses: ColumnClasses<SignInTables> = {
  'core.oidcIdentity': { issuer: 'internal', subject: 'internal', accountId: 'internal', linkedAt: 'internal' },
  'core.secondFactor': {
    accountId: 'internal',
    secret: 'sensitive',
    createdAt: 'internal',
    confirmedAt: 'internal',
    lastStep: 'internal',
  },
  'core.recoveryCode': { accountId: 'internal', hash: 'sensitive' },
  'core.signInAddress': { accountId: 'internal', address: 'personal', seenAt: 'internal' },
}
