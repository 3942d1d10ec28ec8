import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { checklistFor } from '../checklist-for.ts'
import {
  selectAnswers,
  selectAssignments,
  type AnswerRow,
  type AssignmentRow,
  type CheckRow,
} from '../queries/check.ts'
import type { Inspections } from '../tables.ts'
import type { defineChecklist } from './checklist.ts'
import type { InspectionEnums } from './enums.ts'

type Types = InspectionEnums & { readonly Checklist: ReturnType<typeof defineChecklist> }

/** Writes `InspectionCheck` with its inspectors and answers. */
export const defineCheck = (builder: Builder, host: Host<Inspections>, types: Types) => {
  const access = { permission: host.permission('inspections.read') }
  const Assignment = defineAssignment(builder, host)
  const Answer = defineAnswer(builder, host)
  return builder.objectRef<CheckRow>('InspectionCheck').implement({
    access,
    description: 'A check of one hall.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      campaignId: t.exposeID('campaignId', { description: 'The campaign that it belongs to.' }),
      title: t.exposeString('title', { description: 'The title of the campaign.' }),
      method: t.expose('method', { type: types.Method, description: 'How it is inspected.' }),
      clause: t.exposeString('clause', { description: 'The clause of the standard.' }),
      edition: t.exposeString('edition', { nullable: true, description: 'The edition of the standard cited.' }),
      checklist: t.field({
        type: types.Checklist,
        description: 'What to look at.',
        resolve: (check) => checklistFor(host, check),
      }),
      hall: t.exposeString('hall', { description: 'The code of the hall.' }),
      hallName: t.exposeString('hallName', { description: 'Its name when the frame was frozen.' }),
      dueOn: t.expose('dueOn', { type: 'Date', description: 'The last day.' }),
      probability: t.exposeFloat('probability', {
        nullable: true,
        description: 'With which probability it was drawn; null for a target that was named or stands in for another.',
      }),
      insteadOf: t.exposeID('insteadOf', { nullable: true, description: 'The check that it stands in for.' }),
      state: t.expose('state', { type: types.CheckState, description: 'Where it stands.' }),
      concealed: t.boolean({
        description: 'Whether the unit must not know.',
        resolve: (row) => row.shelf === 'veiled',
      }),
      startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, description: 'When it began.' }),
      completedAt: t.expose('completedAt', { type: 'DateTime', nullable: true, description: 'When it was complete.' }),
      failed: t.exposeBoolean('failed', { nullable: true, description: 'Whether an item failed.' }),
      inspectors: t.field({
        type: [Assignment],
        description: 'Who inspects, with those who withdrew.',
        resolve: async ({ shelf, id }, _args, context) =>
          host.read(context, async (db) => [...(await selectAssignments(db, shelf, [id]))]),
      }),
      answers: t.field({
        type: [Answer],
        description: 'The answers so far.',
        resolve: async ({ shelf, id }, _args, context) =>
          host.read(context, async (db) => [...(await selectAnswers(db, shelf, [id]))]),
      }),
    }),
  })
}

const defineAssignment = (builder: Builder, host: Host<Inspections>) =>
  builder.objectRef<AssignmentRow>('InspectionAssignment').implement({
    access: { permission: host.permission('inspections.read') },
    description: 'Who inspects a target.',
    fields: (t) => ({
      person: t.exposeID('personId', { description: 'The id of the person.' }),
      name: t.exposeString('name', { description: 'The name of the person.' }),
      withdrawnAt: t.expose('withdrawnAt', { type: 'DateTime', nullable: true, description: 'When they withdrew.' }),
    }),
  })

const defineAnswer = (builder: Builder, host: Host<Inspections>) =>
  builder.objectRef<AnswerRow>('InspectionAnswer').implement({
    access: { permission: host.permission('inspections.read') },
    description: 'What was found about one item.',
    fields: (t) => ({
      item: t.exposeString('item', { description: 'The code of the item.' }),
      value: t.exposeString('value', { description: 'The answer.' }),
      failed: t.exposeBoolean('failed', { description: 'Whether it says that something is wanting.' }),
      words: t.exposeString('words', { nullable: true, description: 'What was seen.' }),
      evidence: t.exposeIDList('evidence', { description: 'Ids of files that show it: `GET /files/<id>`.' }),
      answeredBy: t.exposeString('answeredBy', { description: 'Who answered.' }),
      answeredAt: t.expose('answeredAt', { type: 'DateTime', description: 'When.' }),
    }),
  })
