import type { Builder } from '../../graphql/builder.ts'
import type { LimitUnit } from '../../clock/types.ts'

/** Writes `LimitUnit`, `Limit` and `LimitInput`. */
export function defineLimit(builder: Builder) {
  builder.enumType('LimitUnit', {
    description: 'In what a time limit is counted.',
    values: {
      WORKING_DAY: { description: 'Working days 工作日, by the calendar of the case.' },
      CALENDAR_DAY: { description: 'Calendar days 自然日.' },
      HOUR: { description: 'Hours that never stop.' },
      MINUTE: { description: 'Minutes that never stop.' },
    } satisfies Record<LimitUnit, object>,
  })
  const Limit = builder.objectType('Limit', {
    access: { signedIn: true },
    description: 'A time limit 时限.',
    fields: (t) => ({
      amount: t.exposeFloat('amount', { description: 'How many; 0 working days is an immediate case 即办件.' }),
      unit: t.expose('unit', { type: 'LimitUnit', description: 'Of what.' }),
    }),
  })
  builder.inputType('LimitInput', {
    description: 'A time limit 时限.',
    fields: (t) => ({
      amount: t.float({ required: true, description: 'How many, from 0, with at most two decimals.' }),
      unit: t.field({ type: 'LimitUnit', required: true, description: 'Of what.' }),
    }),
  })
  return { Limit }
}
