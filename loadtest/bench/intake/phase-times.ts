import type { Arm } from '../arm.ts'
import type { Outcome } from '../outcome.ts'
import { spreadOf } from '../spread.ts'
import { PHASES } from './made-up-stream.ts'

/** An arm that notes how long each phase of its stream took, and what that was of the rounds that are measured. */
export const timePhases = (arm: Arm): { readonly arm: Arm; readonly outcome: () => Outcome } => {
  const length = arm.operations / PHASES.length
  const found: number[][] = PHASES.map(() => [])
  let began = 0
  let done = 0
  return {
    arm: {
      ...arm,
      operate: async (round, n) => {
        if (n === 0) [began, done] = [performance.now(), 0]
        const stored = await arm.operate(round, n)
        done++
        if (done % length !== 0) return stored
        const now = performance.now()
        if (round >= 0) found[done / length - 1]?.push((length * arm.events * 1_000) / (now - began))
        began = now
        return stored
      },
    },
    outcome: () => ({
      code: 'B1 phases',
      question: 'the same by the phases of the stream',
      arms: Object.fromEntries(PHASES.map((phase, n) => [phase, { 'events a second': spreadOf(found[n] ?? []) }])),
      ratios: [],
    }),
  }
}
