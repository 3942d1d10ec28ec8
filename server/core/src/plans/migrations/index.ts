import type { Migration } from 'kysely/migration'
import { createPlan } from './0001-plan.ts'

export const migrations: Readonly<Record<string, Migration>> = { '0001-plan': createPlan }
