import type { Window } from './windows.ts'

/** One thing that is due: in a window, and when it was done. */
export type Due = Window & { readonly doneOn: string | null }

/** How a plan was carried out: execution rate = onTime / due. Only windows that have ended are due. */
export type Execution = {
  readonly due: number
  readonly onTime: number
  readonly late: number
  readonly notDone: number
}

/** Whether something was done before its window ended. */
export const isOnTime = ({ to, doneOn }: Due): boolean => doneOn !== null && doneOn < to

/** Adds up what was due before a day: overdue only when the window ends, whatever the mode. */
export const executionOf = (dues: readonly Due[], today: string): Execution => {
  const ended = dues.filter(({ to }) => to <= today)
  const onTime = ended.filter(isOnTime).length
  const late = ended.filter((it) => it.doneOn !== null && !isOnTime(it)).length
  return { due: ended.length, onTime, late, notDone: ended.length - onTime - late }
}

/** Which of the dues of a plan something that is done on a day counts for: an open one of that day's window, else the oldest that is overdue. */
export const countsFor = <Item extends Due>(dues: readonly Item[], doneOn: string): Item | undefined => {
  const open = dues.filter((due) => due.doneOn === null && due.from <= doneOn)
  return open.find(({ to }) => doneOn < to) ?? open.toSorted((a, b) => (a.to < b.to ? -1 : 1))[0]
}
