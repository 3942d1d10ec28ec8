import type { Migration } from 'kysely/migration'
import { createManagement } from './0001-management.ts'
import { createControlLog } from './0002-control-log.ts'
import { createScore } from './0003-score.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-management': createManagement,
  '0002-control-log': createControlLog,
  '0003-score': createScore,
}
