import type { ObjectiveTable } from '../tables.ts'

/** Whether a figure is what was aimed at: the bound itself is enough. */
export const isMet = ({ comparator, target }: Pick<ObjectiveTable, 'comparator' | 'target'>, value: number): boolean =>
  comparator === 'AT_LEAST' ? value >= target : value <= target
