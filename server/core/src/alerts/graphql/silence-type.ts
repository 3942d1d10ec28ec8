import type { CaseServices } from '../../cases/graphql/case-types.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import { isActive } from '../silences/silence.ts'
import type { SilenceTable } from '../tables.ts'

/** A silence as it is shown, with the registers that name what it is about. */
export type SilenceView = SilenceTable & { readonly registers: RegisterSnapshot; readonly now: Date }

/** Writes `Silence`. */
export const defineSilenceType = (builder: Builder) =>
  builder.objectRef<SilenceView>('Silence').implement({
    access: { permission: 'core.read' },
    description:
      'For some time no messages about alerts of a region, or of one hall, organisation or clock in it 免打扰. Alerts are raised, escalated and shown all the same.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      region: t.field({
        type: 'Region',
        nullable: true,
        description: 'The region with all within it.',
        resolve: ({ regionId, registers }) => registers.tree.byId(regionId),
      }),
      hall: t.field({
        type: 'Hall',
        nullable: true,
        description: 'Only of this hall; null for all.',
        resolve: ({ hallId, registers }) => (hallId === null ? null : registers.index.hallById.get(hallId)),
      }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'Only of this organisation; null for all.',
        resolve: ({ organisationId, registers }) =>
          organisationId === null ? null : registers.index.organisationById.get(organisationId),
      }),
      clock: t.exposeString('clock', { nullable: true, description: 'Only of this clock; null for all.' }),
      reason: t.exposeString('reason', { description: 'Why.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who made it.' }),
      endsAt: t.expose('endsAt', { type: 'DateTime', description: 'When it ends by itself.' }),
      endedAt: t.expose('endedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When somebody ended it before; null when nobody did.',
      }),
      endedBy: t.exposeString('endedBy', { nullable: true, description: 'Who ended it.' }),
      active: t.boolean({
        description: 'Whether it holds now.',
        resolve: ({ now, ...silence }) => isActive(silence, now),
      }),
    }),
  })

/** Shows silences with the registers and the time of now. */
export const viewSilences = async (
  { registers, clock }: Pick<CaseServices, 'registers' | 'clock'>,
  silences: readonly SilenceTable[],
): Promise<readonly SilenceView[]> => {
  const [snapshot, now] = [await registers.snapshot(), await clock.now()]
  return silences.map((silence) => ({ ...silence, registers: snapshot, now }))
}
