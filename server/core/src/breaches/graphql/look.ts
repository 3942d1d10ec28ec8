import { readerScope } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { lookForBreaches, type Looked } from '../look-for-breaches.ts'
import type { Breaches } from '../tables.ts'

/** Writes `lookForBreaches`. */
export const defineLookForBreaches = (builder: Builder, host: Host<Breaches>): void => {
  const look = { permission: host.permission('breaches.look') }
  const Input = builder.inputType('LookForBreachesInput', {
    description: 'Where to look.',
    fields: (t) => ({
      within: t.field({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
    }),
  })
  builder.mutationField('lookForBreaches', (t) =>
    t.field({
      type: resultOf(builder, 'LookForBreaches', look, { begun: 'Int', over: 'Int' }),
      description:
        'Holds the figures of a region and of all within it against their targets now, in place of waiting for the next day.',
      authScopes: look,
      audit: { none: 'it derives what figures and targets say already' },
      args: { input: t.arg({ type: Input, required: true, description: 'Where to look.' }) },
      resolve: (_root, { input }, context) => answer(() => lookWithin(host, context, input.within)),
    }),
  )
}

/** @throws Fault NOT_FOUND for a region that is unknown or out of reach, and for who is bound to an organisation or hall */
const lookWithin = async (
  host: Host<Breaches>,
  { principal }: Pick<RequestContext, 'principal'>,
  within: string,
): Promise<Looked> => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  const region = (await host.registers()).tree.byCode(within)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const reach = readerScope(principal, range, within, ['input', 'within'])
  if (region === undefined || reach.organisationId !== null || reach.hallId !== null)
    throw fault('NOT_FOUND', { value: within }, ['input', 'within'])
  return lookForBreaches(host, region)
}
