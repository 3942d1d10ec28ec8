import type { Migration } from 'kysely/migration'
import { createReport } from './0002-report.ts'
import { createAccountability } from './0003-accountability.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0002-report': createReport,
  '0003-accountability': createAccountability,
}
