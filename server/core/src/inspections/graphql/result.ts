import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Estimate } from '../rules/estimate.ts'
import type { Inspections } from '../tables.ts'
import type { InspectionEnums } from './enums.ts'

/** Writes `InspectionResult`. */
export const defineResult = (builder: Builder, host: Host<Inspections>, { Interval }: InspectionEnums) =>
  builder.objectRef<Estimate>('InspectionResult').implement({
    access: { permission: host.permission('inspections.read') },
    description: 'What a campaign tells of its frame. Shares run from 0 to 1; only random targets enter.',
    fields: (t) => ({
      n: t.exposeInt('n', { description: 'How many random targets were inspected.' }),
      failed: t.exposeInt('failed', { description: 'How many of them failed.' }),
      population: t.exposeInt('population', { description: 'How many targets the frame has.' }),
      share: t.exposeFloat('share', {
        nullable: true,
        description: 'The share that fails, each weighed by 1/π (Hájek).',
      }),
      total: t.exposeFloat('total', {
        nullable: true,
        description: 'How many fail in the frame: Σ 1/π over those that failed (Horvitz and Thompson).',
      }),
      intervalKind: t.expose('kind', { type: Interval, description: 'How the interval was made.' }),
      low: t.float({
        nullable: true,
        description: 'Its lower bound (95 %).',
        resolve: ({ interval }) => interval?.low ?? null,
      }),
      high: t.float({
        nullable: true,
        description: 'Its upper bound (95 %).',
        resolve: ({ interval }) => interval?.high ?? null,
      }),
    }),
  })
