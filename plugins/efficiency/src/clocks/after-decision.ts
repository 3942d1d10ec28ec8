import { cardThresholds, type CaseLife, type ClockDeclaration, type Text } from '@zhikong/core'
import { stretchClock, type Stretch } from './card-clock.ts'

type CaseEvent = CaseLife['events'][number]

type Duty = {
  readonly code: string
  readonly title: Text
  /** Whether a closing leaves it to be done. */
  readonly follows: (payload: CaseEvent['payload']) => boolean
  readonly doneBy: CaseEvent['kind']
}

/** From the decision to the event that says it is done, for cases whose closing says that it is to be done. */
const dutyOf = ({ record, events }: CaseLife, { follows, doneBy }: Duty): readonly Stretch[] => {
  const { endedAt: start, state } = record
  const isDue = events.some(({ kind, payload }) => kind === 'CLOSED' && follows(payload))
  if (start === null || state !== 'CLOSED' || !isDue) return []
  const done = events.find(({ kind }) => kind === doneBy)?.occurredAt ?? null
  return [{ start, end: done !== null && done < start ? start : done }]
}

const clockAfterDecision = (duty: Duty): ClockDeclaration =>
  stretchClock({
    code: duty.code,
    title: duty.title,
    stretches: (life) => dutyOf(life, duty),
    cards: ({ start, end }, { calendar, pack }) =>
      cardThresholds(calendar, { start, closedAt: end, suspensions: [], limits: {} }, pack.rulesOf(duty.code)),
  })

/** An electronic licence is issued within three working days of the decision, where one is to be issued. */
export const licenceClock = clockAfterDecision({
  code: 'e-licence',
  title: { 'zh-CN': '电子证照时钟', en: 'Clock of electronic licences' },
  follows: ({ licenceFollows }) => licenceFollows === true,
  doneBy: 'LICENCE_ISSUED',
})

/** A decision is delivered within ten working days (licensing law art. 44), where it is to be delivered. */
export const deliveryClock = clockAfterDecision({
  code: 'delivery',
  title: { 'zh-CN': '送达时钟', en: 'Clock of delivery' },
  follows: ({ deliveryFollows }) => deliveryFollows === true,
  doneBy: 'DELIVERED',
})
