import { z } from 'zod'
import type { Suspension } from '../../clock/types.ts'

const instant = z.string().transform((iso) => new Date(iso))
const content = z.array(
  z.object({
    from: instant,
    to: instant.nullable(),
    approvedDays: z.number().nullable(),
    noticed: z.boolean(),
    reason: z.string(),
  }),
)

/** Reads `core.clock_subject.suspensions`, in the order in which they were recorded. */
export const readSuspensions = (stored: string): readonly Suspension[] => content.parse(JSON.parse(stored))

/** As they are stored. */
export const writeSuspensions = (all: readonly Suspension[]): string => JSON.stringify(all)
