import type { Migration } from 'kysely/migration'
import { createBreach } from './0001-breach.ts'

export const migrations: Readonly<Record<string, Migration>> = { '0001-breach': createBreach }
