/** From very dissatisfied 非常不满意 (1) to very satisfied 非常满意 (5). */
export const GRADES = [5, 4, 3, 2, 1] as const
export type Grade = (typeof GRADES)[number]

/** Whether a number is a grade. */
export const isGrade = (n: number): n is Grade => (GRADES as readonly number[]).includes(n)

/** 不满意 and 非常不满意: somebody has to see to it. */
export const isNegative = (grade: Grade): boolean => grade <= 2
