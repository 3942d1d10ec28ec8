import type { Migration } from 'kysely/migration'
import { webhook } from './webhooks/migration.ts'

export const notifyMigrations: Readonly<Record<string, Migration>> = { '0021-notify-webhook': webhook }
