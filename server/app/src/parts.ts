import type { Part } from './process/part.ts'
import { platformPart } from './process/platform-part.ts'

/** What the process starts after the database, in this order; stopped in the opposite one. */
export const parts: readonly Part[] = [platformPart]
