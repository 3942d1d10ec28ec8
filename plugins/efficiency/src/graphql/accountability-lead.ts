import type { Builder, Host } from '@zhikong/core'
import type { LeadRow } from '../queries/accountability-lead.ts'
import type { Efficiency } from '../tables.ts'
import type { AccountabilityEnums } from './accountability-enums.ts'
import { accusedOf } from './accused-fields.ts'

/** Writes `AccountabilityLead`. */
export const defineAccountabilityLead = (
  builder: Builder,
  host: Host<Efficiency>,
  { Trigger, LeadState }: AccountabilityEnums,
) => {
  const accused = accusedOf(host)
  return builder.objectRef<LeadRow>('AccountabilityLead').implement({
    access: { permission: host.permission('efficiency.hold') },
    description: 'A suspected act that no clock tells. Somebody else than who found it confirms or dismisses it.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      trigger: t.expose('trigger', { type: Trigger, description: 'What gave rise to it.' }),
      region: t.field({ type: 'Region', description: 'The region of the hall.', resolve: accused.region }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation; null when only the hall is accused.',
        resolve: accused.organisation,
      }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'The hall.', resolve: accused.hall }),
      caseId: t.id({ description: 'The case that it is about.', resolve: accused.caseId }),
      caseNumber: t.exposeString('caseNumber', { description: 'The number of that case at its source.' }),
      alertId: t.exposeID('alertId', { nullable: true, description: 'The card that it is about, if there is one.' }),
      words: t.exposeString('words', { description: 'What is suspected.' }),
      evidence: t.exposeString('evidence', { nullable: true, description: 'What shows it.' }),
      foundBy: t.exposeString('foundBy', { description: 'Who found it, by name.' }),
      foundAt: t.expose('foundAt', { type: 'DateTime', description: 'When.' }),
      state: t.expose('state', { type: LeadState, description: 'What became of it.' }),
      judgedBy: t.exposeString('judgedBy', { nullable: true, description: 'Who confirmed or dismissed it.' }),
      judgedAt: t.expose('judgedAt', { type: 'DateTime', nullable: true, description: 'When.' }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
      canJudge: t.boolean({
        description: 'Whether the reader may confirm or dismiss it now.',
        resolve: ({ state, foundById }, _args, { principal }) =>
          state === 'PROPOSED' && principal !== null && principal.id !== foundById,
      }),
    }),
  })
}
