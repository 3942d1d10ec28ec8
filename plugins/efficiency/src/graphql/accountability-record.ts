import type { Builder, Host } from '@zhikong/core'
import { type RecordRow, type RecordStepRow, selectRecordSteps } from '../queries/accountability-record.ts'
import { selectStaffNames } from '../queries/accused.ts'
import type { RecordStep } from '../rules/accountability.ts'
import type { Efficiency } from '../tables.ts'
import type { AccountabilityEnums } from './accountability-enums.ts'
import { maySeePersons, mayTake } from './accountability-rights.ts'
import { accusedOf } from './accused-fields.ts'

const STEPS: readonly RecordStep[] = ['HEARD', 'DECIDED', 'CARRIED_OUT', 'CLOSED', 'WITHDRAWN']

/** Writes `AccountabilityRecord` and `AccountabilityStep`, a row of its trail. */
export const defineAccountabilityRecord = (builder: Builder, host: Host<Efficiency>, enums: AccountabilityEnums) => {
  const accused = accusedOf(host)
  const Step = defineStep(builder, host, enums)
  const Record = builder.objectRef<RecordRow>('AccountabilityRecord').implement({
    access: { permission: host.permission('efficiency.read') },
    description: 'How a unit is held to account, from a card or a confirmed lead to what became of the decision.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      act: t.expose('act', { type: enums.Act, description: 'For what.' }),
      state: t.expose('state', { type: enums.State, description: 'Where it stands.' }),
      region: t.field({ type: 'Region', description: 'The region of the hall.', resolve: accused.region }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation; null when only the hall is accused.',
        resolve: accused.organisation,
      }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'The hall.', resolve: accused.hall }),
      person: t.string({
        nullable: true,
        description: 'The person of the staff that is accused; `*` for who may not see it, null when none is named.',
        resolve: async ({ staffId }, _args, context) => {
          if (staffId === null) return null
          if (!maySeePersons(context.principal)) return '*'
          return host.read(context, async (trx, reach) => {
            return (await selectStaffNames(trx, reach, [staffId])).get(staffId) ?? '*'
          })
        },
      }),
      leadId: t.id({
        nullable: true,
        description: 'The lead that it was opened from.',
        resolve: ({ leadId }) => (leadId === null ? null : String(leadId)),
      }),
      alertId: t.exposeID('alertId', { nullable: true, description: 'The card that it follows.' }),
      cardRevoked: t.exposeBoolean('cardRevoked', {
        description: 'That card was revoked on appeal: the record can only be decided as NONE, or withdrawn.',
      }),
      caseId: t.id({ description: 'The case that it is about.', resolve: accused.caseId }),
      caseNumber: t.exposeString('caseNumber', { description: 'The number of that case at its source.' }),
      ground: t.exposeString('ground', { description: 'What was done or left undone.' }),
      citedRule: t.exposeString('citedRule', { description: 'The rule that it breaks.' }),
      openedBy: t.exposeString('openedBy', { description: 'Who opened it.' }),
      openedAt: t.expose('openedAt', { type: 'DateTime', description: 'When.' }),
    }),
  })
  builder.objectFields(Record, (t) => ({
    possibleSteps: t.field({
      type: [enums.Step],
      description: 'What the reader may do with it now.',
      resolve: (record, _args, { principal }) =>
        principal === null ? [] : STEPS.filter((step) => mayTake(record, step, principal)),
    }),
    trail: t.field({
      type: [Step],
      description: 'What was done with it, in order; empty for who is bound to an organisation or hall.',
      resolve: (record, _args, context) =>
        host.read(context, async (trx, reach) => [...(await selectRecordSteps(trx, reach, record.id))]),
    }),
    hearing: t.expose('hearing', { type: enums.Hearing, nullable: true, description: 'How somebody was heard.' }),
    heardAt: t.expose('heardAt', { type: 'DateTime', nullable: true, description: 'When.' }),
    statement: t.exposeString('statement', { nullable: true, description: 'What was said, or how it was waived.' }),
    measure: t.expose('measure', { type: enums.Measure, nullable: true, description: 'What was decided.' }),
    decisionNumber: t.exposeString('decisionNumber', { nullable: true, description: 'The number of the decision.' }),
    decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Who decided.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When.' }),
    servedAt: t.expose('servedAt', { type: 'DateTime', nullable: true, description: 'When the decision was served.' }),
    carriedOutAt: t.expose('carriedOutAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was carried out.',
    }),
    outcome: t.exposeString('outcome', { nullable: true, description: 'What became of it.' }),
  }))
  return Record
}

const defineStep = (builder: Builder, host: Host<Efficiency>, { State }: AccountabilityEnums) =>
  builder.objectRef<RecordStepRow>('AccountabilityStep').implement({
    access: { permission: host.permission('efficiency.read') },
    description: 'One thing that was done with a record. Steps are added and never changed.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      actor: t.exposeString('actor', { description: 'Who, by name.' }),
      state: t.expose('state', { type: State, description: 'The state since.' }),
      words: t.exposeString('words', { description: 'What was said.' }),
    }),
  })
