import { definePlugin, secure, withinReach, type Builder, type Host } from '@zhikong/core'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

type NoteTable = { id: string; scopeKey: number; organisationId: number; hallId: number; text: string }
type SecretTable = NoteTable & {
  veiledLo: number | null
  veiledHi: number | null
  veiledOrganisationId: number | null
  veiledHallId: number | null
  releasedAt: Date | null
}

type Planted = {
  Tables: { 'planted.note': NoteTable; 'planted.secret': SecretTable }
  Permissions: 'planted.read'
}

const WHERE = { organisation: 'organisation_id', hall: 'hall_id' } as const

const createTables: Migration = {
  up: async (db) => {
    await sql`create table planted.note (
      id uuid primary key, scope_key bigint not null, organisation_id int not null, hall_id int not null,
      text text not null
    )`.execute(db)
    await secure(db, 'planted.note', { read: 'range', write: ['intake'], ...WHERE })
    await sql`create table planted.secret (
      id uuid primary key, scope_key bigint not null, organisation_id int not null, hall_id int not null,
      text text not null, veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int,
      released_at timestamptz
    )`.execute(db)
    await secure(db, 'planted.secret', { read: 'range', write: ['intake'], ...WHERE, veil: true })
  },
}

/** Fields that somebody got wrong, and one over a table under the veil that is right. */
function definePlanted(builder: Builder, host: Host<Planted>): void {
  const authScopes = { permission: host.permission('planted.read') }
  builder.queryField('plantedForgetful', (t) =>
    t.stringList({
      description: 'Notes, asked for without naming the reach: row security alone holds them.',
      authScopes,
      resolve: async (_root, _args, context) =>
        host.read(context, async (db) => {
          const rows = await db.selectFrom('planted.note').select('text').orderBy('text').execute()
          return rows.map(({ text }) => text)
        }),
    }),
  )
  builder.queryField('plantedLeak', (t) =>
    t.stringList({
      description: 'Notes of everybody, read on behalf of the engine: neither layer holds them.',
      authScopes,
      resolve: async () =>
        host.withScope({ mode: 'engine' }, async (db) => {
          const rows = await db.selectFrom('planted.note').select('text').orderBy('text').execute()
          return rows.map(({ text }) => text)
        }),
    }),
  )
  builder.queryField('plantedCount', (t) =>
    t.int({
      description: 'How many notes everybody has: a count that forgets its reader.',
      authScopes,
      resolve: async () =>
        host.withScope({ mode: 'engine' }, async (db) => {
          const row = await db
            .selectFrom('planted.note')
            .select((by) => by.fn.countAll<number>().as('n'))
            .executeTakeFirst()
          return row?.n ?? 0
        }),
    }),
  )
  builder.queryField('plantedSecrets', (t) =>
    t.stringList({
      description: 'Secrets, with their number first; those about the reader do not exist until they are released.',
      authScopes,
      resolve: async (_root, _args, context) =>
        host.read(context, async (db, reach) => {
          const rows = await db
            .selectFrom('planted.secret')
            .select('text')
            .where(withinReach(reach, WHERE))
            .orderBy('text')
            .execute()
          return [String(rows.length), ...rows.map(({ text }) => text)]
        }),
    }),
  )
}

const NOTE = { id: 'internal', scopeKey: 'internal', organisationId: 'internal', hallId: 'internal' } as const

/** A plugin for tests: a field that forgets one layer, two that forget both, and a table under the veil. */
export const planted = definePlugin<Planted>({
  name: 'planted',
  title: { 'zh-CN': '测试用', en: 'Planted' },
  clauses: [],
  migrations: { '0001-note': createTables },
  columns: {
    'planted.note': { ...NOTE, text: 'internal' },
    'planted.secret': {
      ...NOTE,
      text: 'internal',
      veiledLo: 'internal',
      veiledHi: 'internal',
      veiledOrganisationId: 'internal',
      veiledHallId: 'internal',
      releasedAt: 'internal',
    },
  },
  permissions: {
    'planted.read': { 'zh-CN': '查看', en: 'See them', roles: ['AUTHORITY', 'INSPECTOR'] },
  },
  schema: definePlanted,
})
