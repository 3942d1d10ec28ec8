import type { ColumnClasses } from '../../database/column-class.ts'
import type { GivenToSystem, ThirdPartyTables } from './tables.ts'

const given: ColumnClasses<{ given: GivenToSystem }>['given'] = {
  id: 'internal',
  name: 'internal',
  regionId: 'internal',
  lo: 'internal',
  hi: 'internal',
  permissions: 'internal',
  createdAt: 'internal',
  createdBy: 'internal',
  expiresAt: 'internal',
  revokedAt: 'internal',
}

/** Systems are no persons; what proves a secret weighs more. */
export const thirdPartyClasses: ColumnClasses<ThirdPartyTables> = {
  'core.apiKey': given,
  'core.apiKeySecret': {
    prefix: 'internal',
    apiKeyId: 'internal',
    hash: 'sensitive',
    createdAt: 'internal',
    expiresAt: 'internal',
    lastUsedAt: 'internal',
  },
  'core.client': { ...given, clientId: 'internal', lastUsedAt: 'internal' },
}
