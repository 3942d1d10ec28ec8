import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Short messages beside mail: each has an address, levels and hours of its own. */
export const messageChannel: Migration = {
  up: async (db) => {
    await sql`alter table core.message_preference
      add column id uuid,
      add column channel text not null default 'MAIL' check (channel in ('MAIL', 'SMS'))`.execute(db)
    await sql`update core.message_preference set id = account_id`.execute(db)
    await sql`alter table core.message_preference drop constraint message_preference_pkey`.execute(db)
    await sql`alter table core.message_preference
      add primary key (id),
      add unique (account_id, channel),
      alter column channel drop default`.execute(db)
    await sql`alter table core.message
      add column channel text not null default 'MAIL' check (channel in ('MAIL', 'SMS'))`.execute(db)
    await sql`alter table core.message drop constraint message_account_id_alert_id_level_key`.execute(db)
    await sql`alter table core.message
      add unique (account_id, channel, alert_id, level),
      alter column channel drop default`.execute(db)
  },
}
