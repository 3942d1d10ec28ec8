import type { Migration } from 'kysely/migration'
import { createComplaint } from './0001-complaint.ts'
import { createChannel } from './0002-channel.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-complaint': createComplaint,
  '0002-channel': createChannel,
}
