import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { BreachRow } from '../queries/breach.ts'
import type { Breaches } from '../tables.ts'

/** Writes `Breach`. */
export const defineBreach = (builder: Builder, host: Host<Breaches>) => {
  const declared = new Map(host.indicators.map((indicator) => [indicator.code, indicator]))
  return builder.objectRef<BreachRow>('Breach').implement({
    access: { permission: host.permission('breaches.read') },
    description:
      'A target of the standard that a region misses 未达标. Once a day the figures of the last 30 whole days are held against their targets.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      indicator: t.exposeString('indicator', { description: 'The code of the indicator.' }),
      clause: t.exposeString('clause', { description: 'The clause of the standard that it answers.' }),
      title: t.string({
        description: "The title of the indicator in the reader's language; its code where it is declared no more.",
        resolve: ({ indicator }, _args, { language }) => declared.get(indicator)?.title[language] ?? indicator,
      }),
      since: t.expose('sinceDay', { type: 'Date', description: 'The day on which it was first seen to be missed.' }),
      until: t.expose('untilDay', {
        type: 'Date',
        nullable: true,
        description: 'The day on which it was met again, or had no data; null while it is missed.',
      }),
      from: t.expose('fromDay', { type: 'Date', description: 'The first day of the figure that was seen last.' }),
      to: t.expose('toDay', { type: 'Date', description: 'The day after its last.' }),
      display: t.exposeString('display', { description: 'The figure as it is to be shown: `98.20%`.' }),
      numerator: t.exposeFloat('numerator', { description: 'What it was made of.' }),
      denominator: t.exposeFloat('denominator', { nullable: true, description: 'Null for a number that is no rate.' }),
      n: t.exposeFloat('n', { description: 'How many cases or records it rests on.' }),
      target: t.exposeFloat('target', { description: 'The target, in the unit of the indicator.' }),
      comparator: t.field({
        type: 'String',
        description: 'AT_LEAST: the target or more. AT_MOST: the target or less.',
        resolve: ({ comparator }) => comparator,
      }),
      region: t.field({
        type: 'Region',
        description: 'Whose figure it is.',
        resolve: async ({ regionId }) => {
          const region = (await host.registers()).tree.byId(regionId)
          if (region === undefined) throw new Error(`A breach is of region ${regionId}, which no register has`)
          return region
        },
      }),
    }),
  })
}
