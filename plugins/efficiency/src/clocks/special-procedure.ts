import { cardThresholds, type CaseLife, type Limit } from '@zhikong/core'
import { earlier, endWithoutDecision, stretchClock, type Stretch } from './card-clock.ts'

type Procedure = Stretch & { readonly approved: Limit }

/** Valid special procedures with approved days; one that was left open runs on after a decision, not after a voiding. */
const proceduresOf = (life: CaseLife): readonly Procedure[] =>
  life.suspensions.flatMap(({ from, endedAt, approvedDays, noticed, reason }) => {
    if (approvedDays === null || !noticed || reason === '') return []
    const end = earlier(endedAt, endWithoutDecision(life))
    return [{ start: from, end, approved: { amount: approvedDays, unit: 'WORKING_DAY' } }]
  })

/** A special procedure 特别程序 is over within the days that were approved for it (licensing law art. 45). */
export const specialProcedureClock = stretchClock<Procedure>({
  code: 'special-procedure',
  title: { 'zh-CN': '特别程序时钟', en: 'Clock of special procedures' },
  stretches: proceduresOf,
  cards: ({ start, end, approved }, { calendar, pack }) =>
    cardThresholds(
      calendar,
      { start, closedAt: end, suspensions: [], limits: { OWN: approved } },
      pack.rulesOf('special-procedure'),
    ),
})
