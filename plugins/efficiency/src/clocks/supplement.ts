import { absoluteDueThresholds, type CaseLife } from '@zhikong/core'
import { earlier, endWithoutDecision, stretchClock, type Stretch } from './card-clock.ts'

type Supplement = Stretch & { readonly due: Date }

/** What an acceptance left open, until it came; a decision does not end it. */
const supplementOf = (life: CaseLife): readonly Supplement[] => {
  const { acceptedAt: start, supplementDueAt: due, supplementedAt } = life.record
  if (start === null || due === null) return []
  return [{ start, due, end: earlier(supplementedAt, endWithoutDecision(life)) }]
}

/** What was missing at an acceptance 容缺受理 comes by the instant that was agreed. */
export const supplementClock = stretchClock<Supplement>({
  code: 'supplement',
  title: { 'zh-CN': '容缺补齐时钟', en: 'Clock of supplements' },
  stretches: supplementOf,
  cards: ({ start, due, end }, { calendar, pack }) =>
    absoluteDueThresholds(calendar, { start, due, closedAt: end }, pack.rulesOf('supplement')),
})
