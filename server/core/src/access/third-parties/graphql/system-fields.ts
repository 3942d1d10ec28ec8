import type { Principal, RequestContext } from '../../../graphql/context.ts'
import { fault } from '../../../graphql/fault.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import type { GrantedRegion } from '../../grant.ts'
import { checkGiven, type Given, type Issuing } from '../issuing.ts'
import { isUuid } from '../../../uuid.ts'

/** The principal of a request that is signed in. */
export function issuerOf({ principal }: Pick<RequestContext, 'principal'>) {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

/** Changes as whoever asks, by the platform's clock. */
export const issuingFor = ({ change }: RequestContext, { clock }: Pick<AccessServices, 'clock'>): Issuing => ({
  now: clock.now,
  change,
})

/** What the input of a mutation gives to a system, when whoever asks may give it. */
export function givenIn(
  input: Omit<Given, 'region'> & { readonly region: string },
  context: RequestContext,
  { registers }: AccessServices,
): Given & { readonly createdBy: string } {
  const grantor = issuerOf(context)
  const { name, permissions, expiresAt } = input
  const region = givenRegion(input.region, permissions, grantor, { registers })
  return { name, region, permissions, expiresAt, createdBy: grantor.username ?? grantor.name }
}

/** The region of a code, when the grantor may give these permissions there. @throws NOT_FOUND, FORBIDDEN */
export function givenRegion(
  code: string,
  permissions: readonly string[],
  grantor: Principal,
  { registers }: Pick<AccessServices, 'registers'>,
): GrantedRegion {
  const found = registers.current().tree.byCode(code)
  const region = found && { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
  return checkGiven(grantor, { region, code, permissions })
}

/** What an id names, when it is an id and names something; throws NOT_FOUND otherwise. */
export async function named<T>(id: string | number, find: (id: string) => Promise<T | undefined>): Promise<T> {
  const found = isUuid(String(id)) ? await find(String(id)) : undefined
  if (found === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  return found
}
