/** A case of the test as a person would tell it; instants are in local time, days are Monday to Friday. */
export type PlannedCase = {
  readonly number: string
  readonly kind: 'OPEN' | 'DELIVERED_LATE' | 'LICENSED_LATE' | 'SUSPENDED' | 'SUPPLEMENTED_LATE' | 'UNANSWERED'
  /** When it was accepted; an unanswered one was handed in then. */
  readonly start: Date
  /** Working days. */
  readonly promised: number
  readonly statutory: number
}

/** The days for which a suspension was approved, a supplement may take, and the law lets a delivery or licence take. */
export const SUSPENDED_DAYS = 5
export const SUPPLEMENT_DAYS = 6
const DELIVERY_DAYS = 10
const LICENCE_DAYS = 3

const DAY_MS = 86_400_000
const SHIFT_MS = 8 * 3_600_000

const isDayOff = (date: Date): boolean => [0, 6].includes(new Date(date.getTime() + SHIFT_MS).getUTCDay())

/** The same time of day some working days later, found by walking from day to day. */
export const after = (start: Date, days: number): Date => {
  let at = start
  for (let left = days; left > 0;) {
    at = new Date(at.getTime() + DAY_MS)
    if (!isDayOff(at)) left -= 1
  }
  return at
}

const secondAfter = (at: Date): Date => new Date(at.getTime() + 1_000)

/** A time of the local day of an instant. */
const atHour = (at: Date, hour: number): Date => {
  const midnight = Math.floor((at.getTime() + SHIFT_MS) / DAY_MS) * DAY_MS - SHIFT_MS
  return new Date(midnight + hour * 3_600_000)
}

/** A limit that ends at a close of business is seen to have passed in the first second of the next working day. */
const nextMorning = (closing: Date): Date => secondAfter(atHour(after(closing, 1), 9))

type Card = readonly [clock: string, level: string, at: Date]

const ofCase = ({ start, promised, statutory }: PlannedCase, stood: number): readonly Card[] => {
  const red: Card = ['case', 'RED', nextMorning(after(start, statutory + stood))]
  if (promised === 0) return [['case', 'YELLOW', secondAfter(atHour(start, 17))], red]
  const warned = promised > 3 ? promised - 3 : promised - 1
  return [
    ['case', 'WARNING', secondAfter(after(start, warned === 0 ? 0 : warned + stood))],
    ['case', 'YELLOW', secondAfter(after(start, promised + stood))],
    red,
  ]
}

const beside = (planned: PlannedCase): readonly Card[] => {
  const { kind, start } = planned
  if (kind === 'DELIVERED_LATE') {
    return [
      ['delivery', 'WARNING', secondAfter(after(start, DELIVERY_DAYS - 3))],
      ['delivery', 'YELLOW', secondAfter(after(start, DELIVERY_DAYS))],
    ]
  }
  if (kind === 'LICENSED_LATE') return [['e-licence', 'YELLOW', secondAfter(after(start, LICENCE_DAYS))]]
  if (kind === 'SUSPENDED') {
    return [
      ['special-procedure', 'WARNING', secondAfter(after(start, SUSPENDED_DAYS - 3))],
      ['special-procedure', 'YELLOW', secondAfter(after(start, SUSPENDED_DAYS))],
      ['special-procedure', 'RED', nextMorning(after(start, SUSPENDED_DAYS + 1))],
    ]
  }
  if (kind === 'SUPPLEMENTED_LATE') {
    return [
      ['supplement', 'WARNING', secondAfter(after(start, SUPPLEMENT_DAYS - 3))],
      ['supplement', 'YELLOW', secondAfter(after(start, SUPPLEMENT_DAYS))],
    ]
  }
  if (kind === 'UNANSWERED') {
    return [
      ['pre-acceptance', 'WARNING', secondAfter(after(start, 2))],
      ['pre-acceptance', 'YELLOW', secondAfter(after(start, 5))],
      ['pre-acceptance', 'RED', nextMorning(after(start, 7))],
    ]
  }
  return []
}

/** `number clock level instant` of every card that a case comes to, told by hand: no code of the platform has a part in it. */
export const naiveCards = (planned: PlannedCase): readonly string[] => {
  const { kind, number } = planned
  const decided = kind === 'DELIVERED_LATE' || kind === 'LICENSED_LATE'
  const cards = [...(decided ? [] : ofCase(planned, kind === 'SUSPENDED' ? SUSPENDED_DAYS : 0)), ...beside(planned)]
  return cards.map(([clock, level, at]) => `${number} ${clock} ${level} ${at.toISOString()}`)
}
