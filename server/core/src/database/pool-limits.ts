import type { PoolLimits } from './pools.ts'

/** How long one statement of a reader may take: what a page or a program waits for. */
export const READER_STATEMENT_MS = 5_000

/** Reads on behalf of a principal. */
export const readerLimits: PoolLimits = {
  name: 'reader',
  max: 12,
  statementTimeoutMs: READER_STATEMENT_MS,
  pipeline: true,
}

/**
 * Intake, engine and administration. What counts all records again (`rollupCheck`, recounts after a region's move)
 * reads as the engine does and has its ten minutes; the request that asked for it is answered after 15 s at the latest.
 */
export const workerLimits: PoolLimits = { name: 'worker', max: 12, statementTimeoutMs: 600_000, pipeline: true }

/** Migrations and maintenance take as long as they take. */
export const ownerLimits: PoolLimits = { name: 'owner', max: 3, statementTimeoutMs: 0 }
