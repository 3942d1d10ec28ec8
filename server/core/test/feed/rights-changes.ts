import type { Asker, RightsHouse } from './rights-kit.ts'
import { city, otherCity } from './subscription-kit.ts'

/** One way in which somebody who follows a city loses the rights to it, or has others. */
export type RightsChange = {
  readonly name: string
  readonly open: (house: RightsHouse) => Promise<Asker>
  /** Resolves when it is committed. */
  readonly change: (house: RightsHouse, id: string) => Promise<unknown>
}

const ofPerson = (name: string, change: RightsChange['change']): RightsChange => ({
  name,
  open: (house) => house.personIn(city),
  change,
})

const grantBecomes = (values: object): RightsChange['change'] => {
  return (house, id) =>
    house.administer((trx) => trx.updateTable('core.roleGrant').set(values).where('accountId', '=', id).execute())
}

const PEOPLE: readonly RightsChange[] = [
  ofPerson('a role is withdrawn', (house, id) =>
    house.administer((trx) => trx.deleteFrom('core.roleGrant').where('accountId', '=', id).execute()),
  ),
  ofPerson('a role is added', (house, id) => house.give(id, otherCity)),
  ofPerson(
    'a role is moved to another region',
    grantBecomes({ regionId: otherCity.id, lo: otherCity.scopeKey, hi: otherCity.scopeEnd }),
  ),
  ofPerson('a role becomes another', grantBecomes({ role: 'AUDIT_ADMINISTRATOR' })),
  ofPerson('a role ends by itself', (house, id) => grantBecomes({ expiresAt: new Date() })(house, id)),
  ofPerson('the account is stopped', (house, id) =>
    house.administer((trx) =>
      trx.updateTable('core.account').set({ disabledAt: new Date() }).where('id', '=', id).execute(),
    ),
  ),
  ofPerson('the session is ended', (house, id) =>
    house.administer((trx) => trx.deleteFrom('core.session').where('accountId', '=', id).execute()),
  ),
  ofPerson('the session ends by itself', (house, id) =>
    house.administer((trx) =>
      trx.updateTable('core.session').set({ expiresAt: new Date() }).where('accountId', '=', id).execute(),
    ),
  ),
]

const ofSystems = (table: 'core.apiKey' | 'core.client'): readonly RightsChange[] => {
  const [what, open] =
    table === 'core.apiKey'
      ? ['the key', (house: RightsHouse) => house.keyIn(city)]
      : ['the client of a token', (house: RightsHouse) => house.clientIn(city)]
  const becomes = (values: () => object): RightsChange['change'] => {
    return (house, id) => house.administer((trx) => trx.updateTable(table).set(values()).where('id', '=', id).execute())
  }
  return [
    { name: `${what} is revoked`, open, change: becomes(() => ({ revokedAt: new Date() })) },
    { name: `${what} ends by itself`, open, change: becomes(() => ({ expiresAt: new Date() })) },
    { name: `${what} has fewer permissions`, open, change: becomes(() => ({ permissions: '' })) },
    { name: `${what} is moved`, open, change: becomes(() => ({ lo: otherCity.scopeKey, hi: otherCity.scopeEnd })) },
  ]
}

const secretEnds: RightsChange = {
  name: 'the secret of the key ends',
  open: (house) => house.keyIn(city),
  change: (house, id) =>
    house.administer((trx) =>
      trx.updateTable('core.apiKeySecret').set({ expiresAt: new Date() }).where('apiKeyId', '=', id).execute(),
    ),
}

/** Every kind of change for every kind of credential. */
export const RIGHTS_CHANGES: readonly RightsChange[] = [
  ...PEOPLE,
  ...ofSystems('core.apiKey'),
  secretEnds,
  ...ofSystems('core.client'),
]
