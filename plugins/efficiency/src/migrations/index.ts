import type { Migration } from 'kysely/migration'
import { createReport } from './0002-report.ts'

export const migrations: Readonly<Record<string, Migration>> = { '0002-report': createReport }
