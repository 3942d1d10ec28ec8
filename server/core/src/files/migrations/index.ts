import type { Migration } from 'kysely/migration'
import { createFile } from './0001-file.ts'

export const migrations: Readonly<Record<string, Migration>> = { '0001-file': createFile }
