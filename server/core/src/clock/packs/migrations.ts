import type { Migration } from 'kysely/migration'
import { sql } from 'kysely'
import { secure } from '../../database/policies.ts'

const rulePack: Migration = {
  up: async (db) => {
    await sql`create table core.rule_pack (
      id text not null,
      version int not null,
      region_id int not null,
      effective_from date not null,
      content text not null,
      note text,
      created_at timestamptz not null,
      created_by text not null,
      primary key (id, version),
      unique (region_id, version)
    )`.execute(db)
    await secure(db, 'core.rule_pack', { read: 'open', write: ['administration'] })
  },
}

export const rulePackMigrations: Readonly<Record<string, Migration>> = { '0018-rule-pack': rulePack }
