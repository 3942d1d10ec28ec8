import { definePlugin } from '@zhikong/core'
import { answers } from './answers.ts'
import { columns } from './classes.ts'
import { deliveryClock, licenceClock } from './clocks/after-decision.ts'
import { caseClock } from './clocks/case.ts'
import { preAcceptanceClock } from './clocks/pre-acceptance.ts'
import { specialProcedureClock } from './clocks/special-procedure.ts'
import { supplementClock } from './clocks/supplement.ts'
import { loadAccountability } from './demo/accountability.ts'
import { defineEfficiency } from './graphql/schema.ts'
import { indicators } from './indicators/all.ts'
import { measures } from './measures/all.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import type { Efficiency } from './tables.ts'

/** Service efficiency (服务效率): every case on time, warned before it is late, and its cards. */
export const efficiency = definePlugin<Efficiency>({
  name: 'efficiency',
  title: { 'zh-CN': '服务效率', en: 'Efficiency' },
  clauses: ['6.4-a', '6.4-b'],
  answers,
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  clocks: [caseClock, specialProcedureClock, preAcceptanceClock, supplementClock, licenceClock, deliveryClock],
  emits: [
    'efficiency.card.issued',
    'efficiency.card.proposed',
    'efficiency.card.escalated',
    'efficiency.card.urged',
    'efficiency.card.revoked',
    'efficiency.card.closed',
    'efficiency.accountability.opened',
    'efficiency.accountability.decided',
    'efficiency.accountability.closed',
  ],
  schema: defineEfficiency,
  demo: loadAccountability,
})
