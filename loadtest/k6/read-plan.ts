import type { Plan } from './plan.ts'

/** The plan that the runner wrote; its file is named by the variable PLAN. */
export const plan = JSON.parse(open(__ENV['PLAN'] ?? 'plan.json')) as Plan
