import type { Call } from './cpu-profile.ts'
import { roomOf } from './room.ts'

/** Functions that are named one by one. */
const NAMED = 40
/** Rooms below this share of the time are left out. */
const LEAST = 0.002

type Time = { selfUs: number; wholeUs: number }

/** Adds up the tree under keys; what stands under the same key above is not counted twice in `wholeUs`. */
const timesBy = (tree: Call, keyOf: (call: Call) => string): ReadonlyMap<string, Time> => {
  const times = new Map<string, Time>()
  const open = new Set<string>()
  const walk = (call: Call): void => {
    const key = keyOf(call)
    const time = times.get(key) ?? { selfUs: 0, wholeUs: 0 }
    times.set(key, time)
    time.selfUs += call.selfUs
    const isOutermost = !open.has(key)
    if (isOutermost) time.wholeUs += call.wholeUs
    open.add(key)
    call.calls.forEach(walk)
    if (isOutermost) open.delete(key)
  }
  tree.calls.forEach(walk)
  return times
}

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1).padStart(5)} %`

/** Tables of the share of time by room and by function, and how many microseconds that is of an operation. */
export const tablesOf = (tree: Call, operations: number): string => {
  const rooms = timesBy(tree, ({ frame }) => roomOf(frame))
  const idle = rooms.get('idle')?.selfUs ?? 0
  const busy = tree.wholeUs - idle
  const lines = (times: ReadonlyMap<string, Time>, most: number): readonly string[] =>
    [...times]
      .filter(([key, { selfUs }]) => !key.startsWith('idle') && selfUs >= busy * LEAST)
      .toSorted(([, a], [, b]) => b.selfUs - a.selfUs)
      .slice(0, most)
      .map(([key, { selfUs, wholeUs }]) => {
        const each = (selfUs / operations).toFixed(1).padStart(8)
        return `${percent(selfUs, busy)} ${each} µs  ${percent(wholeUs, busy)}  ${key}`
      })
  const functions = timesBy(tree, ({ frame }) => `${roomOf(frame)}: ${frame.functionName || '(anonymous)'}`)
  return [
    `${operations} operations; at work for ${(busy / 1e6).toFixed(1)} s (${(busy / operations).toFixed(1)} µs each), idle for ${(idle / 1e6).toFixed(1)} s.`,
    '',
    'itself   per operation  with what it calls at once',
    ...lines(rooms, Infinity),
    '',
    ...lines(functions, NAMED),
    '',
  ].join('\n')
}
