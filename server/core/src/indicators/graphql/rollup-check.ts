import { localDate } from '../../clock/local-time.ts'
import type { CoreServices } from '../../core-services.ts'
import type { Builder } from '../../graphql/builder.ts'
import { fault } from '../../graphql/fault.ts'
import { wholeWithin } from '../../registers/graphql/within.ts'
import type { Period } from '../period.ts'
import { makeRecount } from '../recounter.ts'
import { rollupCheck, type RollupCheck } from '../rollup-check.ts'

const MOST_SHOWN = 100

/** Checks all totals of a region and what is within it; see `rollupCheck`. Throws NOT_FOUND for an unknown region. */
export const checkRollups = async (
  { database, registers, clock, declarations }: CoreServices,
  code: string,
  period: Period,
): Promise<RollupCheck> => {
  const { tree } = await registers.snapshot()
  const region = tree.byCode(code)
  if (region === undefined) throw fault('NOT_FOUND', { value: code }, ['region'])
  const { caseMeasures, ownMeasures } = declarations
  const basis = { tree, recount: makeRecount(caseMeasures, ownMeasures, tree), today: localDate(await clock.now()) }
  const measures = [...caseMeasures, ...ownMeasures].map((measure) => measure.code)
  return database.withSnapshot({ mode: 'engine' }, (trx) => rollupCheck(trx, basis, measures, region, period))
}

export const defineRollupCheck = (builder: Builder, services: CoreServices): void => {
  const Ref = builder.objectRef<RollupCheck>('RollupCheck').implement({
    access: { permission: 'core.administer' },
    description: 'Whether the totals hold: children and own are the parent, and all are what the records say.',
    fields: (t) => ({
      ok: t.boolean({ description: 'No mismatch was found.', resolve: ({ mismatches }) => mismatches.length === 0 }),
      checked: t.exposeInt('checked', { description: 'How many totals were compared.' }),
      mismatches: t.stringList({
        description: 'Region, measure and both numbers of each mismatch, at most 100.',
        resolve: ({ mismatches }) => mismatches.slice(0, MOST_SHOWN),
      }),
    }),
  })
  builder.queryField('rollupCheck', (t) =>
    t.field({
      type: Ref,
      description:
        'Counts all records of a region again and compares every total with them. Heavy: for administrators.',
      authScopes: { permission: 'core.administer' },
      args: {
        region: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        from: t.arg({ type: 'Date', required: true, description: 'The first day.' }),
        to: t.arg({ type: 'Date', required: true, description: 'The day after the last.' }),
      },
      resolve: async (_root, { region, ...period }, { principal }) => {
        const inReach = wholeWithin(await services.registers.tree(), principal, region)
        if (inReach === undefined) throw fault('NOT_FOUND', { value: region }, ['region'])
        return checkRollups(services, region, period)
      },
    }),
  )
}
