import { z } from 'zod'
import { StartRefused } from './start-refused.ts'

/** What a process does. api: answers requests; worker: folds, watches, sends; all: both. */
export type ProcessRole = 'api' | 'worker' | 'all'

/** The settings of one process among several, as the environment holds them. */
export const processShape = {
  ROLE: z.enum(['api', 'worker', 'all']).default('all'),
  DATABASE_REPLICA_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./)
    .optional(),
  REPLICA_LAG_SECONDS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .default(5),
} as const

type Given = z.infer<z.ZodObject<typeof processShape>>

export const processExpected: Readonly<Record<keyof Given, string>> = {
  ROLE: 'api, worker or all',
  DATABASE_REPLICA_URL: 'an address like postgresql://user:password@host:5432/database',
  REPLICA_LAG_SECONDS: 'a number of seconds from 1 to 999',
}

/** Which work the process takes on and what it reads from. */
export type ProcessConfig = {
  readonly role: ProcessRole
  /** A copy of the database for what may be a moment old. */
  readonly databaseReplicaUrl: string | undefined
  /** A copy that is older than this is not read. */
  readonly replicaLagSeconds: number
}

/** Throws StartRefused for processes apart without a database that they can share. */
export function readProcess(
  settings: Given & { readonly DEMO: '0' | '1'; readonly DATABASE_URL?: string | undefined },
): ProcessConfig {
  const { ROLE: role, DATABASE_REPLICA_URL: databaseReplicaUrl, REPLICA_LAG_SECONDS: replicaLagSeconds } = settings
  if (role !== 'all' && settings.DATABASE_URL === undefined) {
    throw new StartRefused(`ROLE is ${role} without DATABASE_URL: processes apart need a database that they share.`)
  }
  if (role !== 'all' && settings.DEMO === '1') {
    throw new StartRefused(`ROLE is ${role}, but demo data is served by one process: set DEMO=0, or ROLE=all.`)
  }
  if (databaseReplicaUrl !== undefined && settings.DATABASE_URL === undefined) {
    throw new StartRefused('DATABASE_REPLICA_URL is set without DATABASE_URL: give both, or neither.')
  }
  return { role, databaseReplicaUrl, replicaLagSeconds }
}
