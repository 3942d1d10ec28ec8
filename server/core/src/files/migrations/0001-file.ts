import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Files with their bytes. One without a record has no place, so that row security shows it to no reader. */
export const createFile: Migration = {
  up: async (db) => {
    await sql`create table files.file (
      id uuid primary key,
      sha256 bytea not null check (length(sha256) = 32),
      media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf',
        'video/mp4', 'audio/mpeg')),
      size int not null check (size > 0 and size = length(bytes)),
      bytes bytea not null,
      uploaded_by_id text not null, uploaded_by text not null, uploaded_at timestamptz not null,
      subject_type text, subject_id text, attached_at timestamptz, permission text,
      area_code int, region_id int, scope_key bigint, organisation_id int, hall_id int,
      veiled_lo bigint, veiled_hi bigint, veiled_organisation_id int, veiled_hall_id int, released_at timestamptz,
      check ((subject_type is null) = (scope_key is null) and (subject_type is null) = (subject_id is null)
        and (subject_type is null) = (attached_at is null) and (subject_type is null) = (permission is null)
        and (subject_type is null) = (area_code is null) and (subject_type is null) = (region_id is null))
    )`.execute(db)
    await sql`alter table files.file alter column bytes set storage external`.execute(db)
    await sql`create index file_of on files.file (subject_type, subject_id)`.execute(db)
    await sql`create index file_loose on files.file (uploaded_at) where subject_type is null`.execute(db)
    const bound = { organisation: 'organisation_id', hall: 'hall_id' } as const
    await secure(db, 'files.file', { read: 'range', write: ['engine', 'intake'], ...bound, veil: true })
    // What attaches a file has to find it first, and no range holds a row without a place.
    await sql`do $$ begin execute (select format('alter policy reads on files.file using ((%s) or (scope_key is null
      and current_setting(''zhikong.mode'', true) in (''engine'', ''intake'')))', pg_get_expr(polqual, polrelid))
      from pg_policy where polrelid = 'files.file'::regclass and polname = 'reads'); end $$`.execute(db)
  },
}
