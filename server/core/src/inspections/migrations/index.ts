import type { Migration } from 'kysely/migration'
import { createInspections } from './0001-inspection.ts'

export const migrations: Readonly<Record<string, Migration>> = { '0001-inspection': createInspections }
