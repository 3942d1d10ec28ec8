import { definePlugin } from '@zhikong/core'
import { caseClock } from './clocks/case.ts'
import type { EfficiencyEvents } from './contract.ts'
import * as onTime from './indicators/on-time.ts'
import * as volumes from './indicators/volumes.ts'
import * as cards from './measures/cards.ts'
import * as ends from './measures/ends.ts'
import { handlingTimes } from './measures/handling-time.ts'
import { casesAccepted } from './measures/intake.ts'
import { casesOverdue } from './measures/overdue.ts'
import { permissions } from './permissions.ts'

type Efficiency = { Emits: EfficiencyEvents; Permissions: 'efficiency.read' | 'efficiency.handle' }

/** Service efficiency (服务效率): every case on time, warned before it is late, and its cards. */
export const efficiency = definePlugin<Efficiency>({
  name: 'efficiency',
  title: { 'zh-CN': '服务效率', en: 'Efficiency' },
  clauses: ['6.4-a', '6.4-b'],
  permissions,
  measures: [casesAccepted, ...Object.values(ends), casesOverdue, ...Object.values(cards), ...handlingTimes],
  indicators: [...Object.values(onTime), ...Object.values(volumes)],
  clocks: [caseClock],
  emits: ['efficiency.card.issued'],
})
