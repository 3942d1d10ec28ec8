import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { selectOccurrences, type OccurrenceRow, type PlanRow } from '../queries/plan.ts'
import { executionOf, isOnTime, type Execution } from '../rules/execution.ts'
import type { PlanMode } from '../rules/windows.ts'
import type { Plans } from '../tables.ts'

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

/** Writes `PlanMode`. */
export const definePlanMode = (builder: Builder) =>
  builder.enumType('PlanMode', {
    description: 'When something is to be done.',
    values: {
      PERIODIC: { description: 'Once in each window 定期.' },
      IRREGULAR: { description: 'At least some times in each window, on days that its targets do not know 不定期.' },
      EITHER: { description: 'At least some times in each window, either way 定期或不定期.' },
    } satisfies Values<PlanMode>,
  })

export type PlanModeEnum = ReturnType<typeof definePlanMode>

/** What something planned came to, with the day on which it was asked. */
export const dueOf = (row: OccurrenceRow) => ({ ...row, from: row.fromDay, to: row.toDay })

/** Writes `PlanExecution`, `PlanOccurrence` and `Plan`. */
export const definePlan = (builder: Builder, host: Host<Plans>, Mode: PlanModeEnum) => {
  const access = { permission: host.permission('plans.read') }
  const Figures = builder.objectRef<Execution>('PlanExecution').implement({
    access,
    description: 'How plans were carried out. Only windows that have ended are due.',
    fields: (t) => ({
      due: t.exposeInt('due', { description: 'How often it was due.' }),
      onTime: t.exposeInt('onTime', { description: 'Done before the window ended.' }),
      late: t.exposeInt('late', { description: 'Done later.' }),
      notDone: t.exposeInt('notDone', { description: 'Not done.' }),
      rate: t.float({
        nullable: true,
        description: 'Done on time of what was due, in percent; null when nothing was.',
        resolve: ({ due, onTime }) => (due === 0 ? null : (100 * onTime) / due),
      }),
    }),
  })
  const Occurrence = defineOccurrence(builder, host)
  const Plan = builder.objectRef<PlanRow>('Plan').implement({
    access,
    description: 'A control activity that an authority is to do again and again 管控计划.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      clause: t.exposeString('clause', { description: 'The clause of the standard that asks for it.' }),
      title: t.exposeString('title', { description: 'What is to be done.' }),
      mode: t.expose('mode', { type: Mode, description: 'When.' }),
      windowMonths: t.exposeInt('windowMonths', { description: 'How many months a window has.' }),
      minimumCount: t.exposeInt('minimumCount', { description: 'How often at least in each.' }),
      sampleSize: t.exposeInt('sampleSize', { nullable: true, description: 'How many targets each time.' }),
      from: t.expose('fromDay', { type: 'Date', description: 'The first day.' }),
      to: t.expose('toDay', { type: 'Date', description: 'The day after the last.' }),
      madeBy: t.exposeString('madeBy', { description: 'Who made it.' }),
      madeAt: t.expose('madeAt', { type: 'DateTime', description: 'When.' }),
      stoppedAt: t.expose('stoppedAt', { type: 'DateTime', nullable: true, description: 'When it was stopped.' }),
      stopReason: t.exposeString('stopReason', { nullable: true, description: 'Why.' }),
      region: t.field({
        type: 'Region',
        description: 'The region whose authority performs it.',
        resolve: async ({ regionId }) => {
          const region = (await host.registers()).tree.byId(regionId)
          if (region === undefined) throw new Error(`A plan is of region ${regionId}, which no register has`)
          return region
        },
      }),
      occurrences: t.field({
        type: [Occurrence],
        description: 'Every time that it is due, in order.',
        resolve: ({ id }, _args, context) =>
          host.read(context, async (trx, reach) => [...(await selectOccurrences(trx, reach, id))]),
      }),
      execution: t.field({
        type: Figures,
        description: 'How it was carried out up to now.',
        resolve: ({ id }, _args, context) =>
          host.read(context, async (trx, reach) => {
            const rows = await selectOccurrences(trx, reach, id)
            return executionOf(rows.map(dueOf), localDate(await host.clock.now()))
          }),
      }),
    }),
  })
  return { Plan, Figures }
}

const defineOccurrence = (builder: Builder, host: Host<Plans>) =>
  builder.objectRef<OccurrenceRow>('PlanOccurrence').implement({
    access: { permission: host.permission('plans.read') },
    description: 'One time that a plan is due. It is overdue only when its window has ended.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      from: t.expose('fromDay', { type: 'Date', description: 'The first day of its window.' }),
      to: t.expose('toDay', { type: 'Date', description: 'The day after the last.' }),
      doneOn: t.expose('doneOn', { type: 'Date', nullable: true, description: 'On which day it was done.' }),
      onTime: t.boolean({
        nullable: true,
        description: 'Done before its window ended; null while it is not done.',
        resolve: (row) => (row.doneOn === null ? null : isOnTime(dueOf(row))),
      }),
      words: t.exposeString('words', { nullable: true, description: 'How it was done.' }),
      evidence: t.idList({
        description: 'Ids of files that show it.',
        resolve: ({ evidence }) => JSON.parse(evidence ?? '[]') as string[],
      }),
      sourceType: t.exposeString('sourceType', {
        nullable: true,
        description: 'The kind of record by which it was done.',
      }),
      sourceId: t.exposeString('sourceId', { nullable: true, description: 'Which record.' }),
      recordedBy: t.exposeString('recordedBy', { nullable: true, description: 'Who recorded it.' }),
    }),
  })
