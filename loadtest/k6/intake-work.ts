import { plan } from './read-plan.ts'
import { caseDueSoon, nth, report, runningNumber, wholeCase } from './report.ts'

/** Events of a case that is reported whole. */
export const EVENTS_OF_CASE = 4
/** Cases in a bulk call: 500 events. */
const CASES_OF_BULK = 125

/** Calls a minute that make up so many events a second, of which a share comes by itself. */
export const callsPerMinute = (
  rate: number,
  singleShare: number,
): { readonly bulk: number; readonly single: number } => {
  const cases = (rate / EVENTS_OF_CASE) * 60
  return {
    bulk: Math.max(1, Math.round((cases * (1 - singleShare)) / CASES_OF_BULK)),
    single: Math.max(1, Math.round(cases * singleShare)),
  }
}

/** One call of 500 events. */
export const bulk = (): void => {
  const n = runningNumber()
  const reporter = nth(plan.reporters, n)
  const cases = Array.from({ length: CASES_OF_BULK }, (_, at) => wholeCase(reporter, nth(reporter.halls, n + at), at))
  report(reporter, cases.flat())
}

/** The events of one case in a call each, as they happen at a window. */
export const single = (): void => {
  const n = runningNumber()
  const reporter = nth(plan.reporters, n)
  for (const event of wholeCase(reporter, nth(reporter.halls, n), 0)) report(reporter, [event])
}

/** A case that is warned of some seconds later. */
export const warned = (): void => {
  const n = runningNumber()
  const reporter = nth(plan.reporters, n)
  report(reporter, [caseDueSoon(reporter, nth(reporter.halls, n))])
}
