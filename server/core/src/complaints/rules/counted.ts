import type { ComplaintKind, Judgement } from '../contract.ts'

/** What is counted of complaints. */
export type ComplaintMeasure =
  | 'complaints-received'
  | 'complaints-bad'
  | 'complaints-bad-upheld'
  | 'complaints-judged'
  | 'complaints-judged-on-time'

/** What counting looks at; days are local (Asia/Shanghai). */
export type Counted = {
  readonly kind: ComplaintKind
  readonly receivedOn: string
  readonly judgedOn: string | null
  readonly judgement: Judgement | null
  readonly judgedInTime: boolean | null
}

/** What a complaint adds to a measure on a day. */
export type ComplaintCount = { readonly measure: ComplaintMeasure; readonly day: string; readonly n: 1 | -1 }

/** All that a complaint counts as it is. A suggestion speaks badly of nobody. */
export const countsOf = ({
  kind,
  receivedOn,
  judgedOn,
  judgement,
  judgedInTime,
}: Counted): readonly ComplaintCount[] => {
  const isBad = kind !== 'SUGGESTION'
  const at = (day: string | null, counts: boolean, measure: ComplaintMeasure) =>
    day !== null && counts ? [{ measure, day, n: 1 } as const] : []
  return [
    ...at(receivedOn, true, 'complaints-received'),
    ...at(receivedOn, isBad, 'complaints-bad'),
    ...at(judgedOn, true, 'complaints-judged'),
    ...at(judgedOn, judgedInTime === true, 'complaints-judged-on-time'),
    ...at(judgedOn, isBad && judgement === 'UPHELD', 'complaints-bad-upheld'),
  ]
}

/** What a change adds and takes back. */
export const countsBetween = (before: Counted | null, after: Counted): readonly ComplaintCount[] => {
  const [old, now] = [before === null ? [] : countsOf(before), countsOf(after)]
  const has = (counts: readonly ComplaintCount[], { measure, day }: ComplaintCount) =>
    counts.some((count) => count.measure === measure && count.day === day)
  return [
    ...old.filter((count) => !has(now, count)).map(({ measure, day }) => ({ measure, day, n: -1 }) as const),
    ...now.filter((count) => !has(old, count)),
  ]
}
