import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** What is kept of the points that k6 tells, over time. */
export type Series = {
  /** Seconds of one step. */
  readonly step: number
  /** Answers in a second. */
  readonly requests: readonly number[]
  /** Answers in a second that were no data. */
  readonly faults: readonly number[]
  /** Half of the answers, and 95 of 100, took at most so many milliseconds; null where there were none. */
  readonly answerMedian: readonly (number | null)[]
  readonly answer95: readonly (number | null)[]
  /** Events in a second that were stored. */
  readonly events: readonly number[]
  /** Events in a second that reached consoles, and 95 of 100 took at most so many milliseconds from being sent. */
  readonly deliveries: readonly number[]
  readonly delivery95: readonly (number | null)[]
}

type Step = { requests: number; faults: number; events: number; answers: number[]; deliveries: number[] }
type Point = { readonly metric: string; readonly data: { readonly time: string; readonly value: number } }

/** Takes points as they come and gives the series so far. */
export type SeriesRecorder = { readonly done: Promise<void>; readonly series: () => Series }

/** Reads the points of k6 (`--out json`), a line each, as they are written, so that none is kept on disk. */
export const recordSeries = (points: Readable, step: number): SeriesRecorder => {
  const steps: Step[] = []
  let begun: number | undefined
  const stepAt = (time: string): Step => {
    const at = Date.parse(time)
    begun ??= at
    const n = Math.max(0, Math.floor((at - begun) / 1_000 / step))
    while (steps.length <= n) steps.push({ requests: 0, faults: 0, events: 0, answers: [], deliveries: [] })
    return steps[n] ?? { requests: 0, faults: 0, events: 0, answers: [], deliveries: [] }
  }
  const lines = createInterface({ input: points })
  lines.on('line', (line) => {
    const take = TAKEN.find(([start]) => line.startsWith(start))?.[1]
    if (take === undefined || !line.includes('"Point"')) return
    const { data } = JSON.parse(line) as Point
    take(stepAt(data.time), data.value)
  })
  points.on('error', () => lines.close())
  const done = new Promise<void>((resolve) => lines.once('close', () => resolve()))
  return { done, series: () => seriesOf(steps, step) }
}

type Take = (step: Step, value: number) => void

const TAKEN: readonly (readonly [string, Take])[] = (
  [
    ['http_req_duration', (step, value) => (step.requests++, step.answers.push(value))],
    ['faults', (step, value) => (step.faults += value)],
    ['events_stored', (step, value) => (step.events += value)],
    ['delivery_ms', (step, value) => step.deliveries.push(value)],
  ] satisfies readonly (readonly [string, Take])[]
).map(([metric, take]) => [`{"metric":"${metric}"`, take])

const seriesOf = (steps: readonly Step[], step: number): Series => {
  const rate = (of: (each: Step) => number): readonly number[] => steps.map((each) => round(of(each) / step))
  return {
    step,
    requests: rate(({ requests }) => requests),
    faults: rate(({ faults }) => faults),
    answerMedian: steps.map(({ answers }) => shareOf(answers, 0.5)),
    answer95: steps.map(({ answers }) => shareOf(answers, 0.95)),
    events: rate(({ events }) => events),
    deliveries: rate(({ deliveries }) => deliveries.length),
    delivery95: steps.map(({ deliveries }) => shareOf(deliveries, 0.95)),
  }
}

const round = (value: number): number => Math.round(value * 100) / 100

/** The value that a share of all do not exceed; null of none. */
export const shareOf = (values: readonly number[], share: number): number | null => {
  const value = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)]
  return value === undefined ? null : round(value)
}
