import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import type { Plans } from '../tables.ts'
import { makePlan, PLAN_MADE } from './make-plan.ts'
import type { PlanModeEnum } from './plan-type.ts'
import { EXECUTION_RECORDED, PLAN_STOPPED, recordByHand, stopPlan } from './plan-steps.ts'

/** Writes `makePlan`, `recordPlanExecution` and `stopPlan`. */
export const definePlanMutations = (builder: Builder, host: Host<Plans>, Mode: PlanModeEnum): void => {
  const make = { permission: host.permission('plans.make') }
  const record = { permission: host.permission('plans.record') }
  const Make = builder.inputType('MakePlanInput', {
    description: 'What is to be done again and again.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region whose authority performs it.' }),
      clause: t.string({ required: true, description: 'The clause of the standard that asks for it.' }),
      title: t.string({ required: true, description: 'What is to be done; at most 200 characters.' }),
      mode: t.field({ type: Mode, required: true, description: 'When.' }),
      windowMonths: t.int({ required: true, description: 'How many months a window has, 1 to 12.' }),
      minimumCount: t.int({ defaultValue: 1, description: 'How often at least in each, 1 to 31; once when PERIODIC.' }),
      sampleSize: t.int({ description: 'How many targets each time.' }),
      from: t.field({ type: 'Date', required: true, description: 'The first day.' }),
      to: t.field({ type: 'Date', required: true, description: 'The day after the last; at most 366 days.' }),
    }),
  })
  const Record = builder.inputType('RecordPlanExecutionInput', {
    description: 'How it was done.',
    fields: (t) => ({
      plan: t.id({ required: true, description: 'The id of the plan.' }),
      doneOn: t.field({ type: 'Date', required: true, description: 'On which day; not in the future.' }),
      words: t.string({ required: true, description: 'How; at most 1,000 characters.' }),
      evidence: t.idList({ description: 'Ids of files that show it.' }),
    }),
  })
  const Stop = builder.inputType('StopPlanInput', {
    description: 'Which plan, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Its id.' }),
      reason: t.string({ required: true, description: 'Why; at most 1,000 characters.' }),
    }),
  })
  builder.mutationFields((t) => ({
    makePlan: t.field({
      type: resultOf(builder, 'MakePlan', make, { id: 'ID' }),
      description: 'Makes a control plan with all that is due by it.',
      authScopes: make,
      audit: PLAN_MADE,
      args: { input: t.arg({ type: Make, required: true, description: 'What is to be done.' }) },
      resolve: (_root, { input }, context) => answer(() => makePlan(host, context, input)),
    }),
    recordPlanExecution: t.field({
      type: resultOf(builder, 'RecordPlanExecution', record, { id: 'ID' }),
      description:
        'Records that something planned was done: it counts for the window of its day, else for the oldest overdue.',
      authScopes: record,
      audit: EXECUTION_RECORDED,
      args: { input: t.arg({ type: Record, required: true, description: 'How it was done.' }) },
      resolve: (_root, { input }, context) => answer(() => recordByHand(host, context, input)),
    }),
    stopPlan: t.field({
      type: resultOf(builder, 'StopPlan', make, { id: 'ID' }),
      description: 'Stops a plan: what is due in windows that have not ended falls away, what is overdue stays.',
      authScopes: make,
      audit: PLAN_STOPPED,
      args: { input: t.arg({ type: Stop, required: true, description: 'Which, and why.' }) },
      resolve: (_root, { input }, context) => answer(() => stopPlan(host, context, input)),
    }),
  }))
}
