import type { Builder, Host } from '@zhikong/core'
import type { WarningResponse } from '../queries/warning-response.ts'
import type { Efficiency } from '../tables.ts'

/** Writes `WarningResponse`. */
export const defineWarningResponse = (builder: Builder, host: Host<Efficiency>) =>
  builder.objectRef<WarningResponse>('WarningResponse').implement({
    access: { permission: host.permission('efficiency.read') },
    description:
      'Whether late cases were warned of beforehand, and whether warnings were answered (clause 6.4-b). What was loaded from earlier times could not be warned of and is told apart.',
    fields: (t) => ({
      late: t.exposeInt('late', { description: 'Cases that passed their promised limit in the period.' }),
      lateLoaded: t.exposeInt('lateLoaded', {
        description: 'Of these, those known only from records of earlier times: left out of the rate.',
      }),
      lateWarned: t.exposeInt('lateWarned', {
        description: 'Of the others, those with a warning issued before the limit passed.',
      }),
      warnedShare: t.float({
        nullable: true,
        description: 'lateWarned / (late − lateLoaded) in percent; null when there is none.',
        resolve: ({ late, lateLoaded, lateWarned }) => percent(lateWarned, late - lateLoaded),
      }),
      issued: t.exposeInt('issued', { description: 'Warnings that fell due in the period; loaded ones are none.' }),
      acknowledged: t.exposeInt('acknowledged', {
        description: 'Of these, acknowledged before the yellow card of the case fell due.',
      }),
      settled: t.exposeInt('settled', {
        description: 'Of these, not acknowledged, but the case ended before its yellow card.',
      }),
      pending: t.exposeInt('pending', {
        description: 'Of these, neither, and there is still time: left out of the rate.',
      }),
      answeredShare: t.float({
        nullable: true,
        description: 'acknowledged / (issued − pending) in percent; null when there is none.',
        resolve: ({ acknowledged, issued, pending }) => percent(acknowledged, issued - pending),
      }),
      medianHours: t.exposeFloat('medianHours', {
        nullable: true,
        description:
          'From issue to acknowledgement in hours by the clock on the wall, the middle one; null when none was.',
      }),
    }),
  })

const percent = (numerator: number, denominator: number): number | null =>
  denominator <= 0 ? null : (100 * numerator) / denominator
