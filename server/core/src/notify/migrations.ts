import type { Migration } from 'kysely/migration'
import { message } from './messages/migration.ts'
import { messageChannel } from './messages/channel-migration.ts'
import { webhook } from './webhooks/migration.ts'

export const notifyMigrations: Readonly<Record<string, Migration>> = {
  '0021-notify-message': message,
  '0021-notify-webhook': webhook,
  '0025-message-channel': messageChannel,
}
