import type { ColumnClasses } from '../database/column-class.ts'
import { signInClasses } from './sign-in/classes.ts'
import { thirdPartyClasses } from './third-parties/classes.ts'
import type { AccessTables } from './tables.ts'

/** Accounts belong to staff in their duty; what proves a secret, and whence somebody called, weighs more. */
export const accessClasses: ColumnClasses<AccessTables> = {
  'core.account': {
    id: 'internal',
    username: 'internal',
    passwordHash: 'sensitive',
    passwordEndsAt: 'internal',
    byProvider: 'internal',
    lastSignInAt: 'internal',
    displayName: 'internal',
    regionId: 'internal',
    lo: 'internal',
    hi: 'internal',
    createdAt: 'internal',
    disabledAt: 'internal',
    mustChange: 'internal',
    founder: 'internal',
  },
  'core.roleGrant': {
    id: 'internal',
    accountId: 'internal',
    role: 'internal',
    regionId: 'internal',
    lo: 'internal',
    hi: 'internal',
    organisationId: 'internal',
    hallId: 'internal',
    createdAt: 'internal',
    createdBy: 'internal',
    expiresAt: 'internal',
  },
  'core.session': {
    tokenHash: 'sensitive',
    id: 'internal',
    address: 'personal',
    via: 'internal',
    accountId: 'internal',
    createdAt: 'internal',
    lastSeenAt: 'internal',
    expiresAt: 'internal',
  },
  'core.signInAttempt': {
    id: 'internal',
    username: 'personal',
    address: 'personal',
    attemptedAt: 'internal',
    kind: 'internal',
  },
  ...signInClasses,
  ...thirdPartyClasses,
}
