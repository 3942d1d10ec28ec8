import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { readContent, writeContent } from '../calendar-content.ts'
import { foundingDays } from '../founding-days.ts'
import { ownDaysOf } from './own-days.ts'

/**
 * Versions say who saved them and why; calendars of subtrees no longer copy the days of the one above them, they
 * inherit them.
 */
export const calendarVersions: Migration = {
  up: async (db) => {
    await sql`alter table core.calendar
      add column revision int,
      add column note text,
      add column correction text,
      add column created_by text not null default 'zhikong',
      alter column published_until drop not null`.execute(db)
    await sql`update core.calendar c set revision = n.revision from (
      select id, version, row_number() over (order by created_at, version, id) as revision from core.calendar
    ) n where c.id = n.id and c.version = n.version`.execute(db)
    await sql`alter table core.calendar alter column revision set not null, alter column created_by drop default`.execute(
      db,
    )
    await sql`create unique index calendar_revision on core.calendar (revision)`.execute(db)
    await inheritInsteadOfCopying(db)
  },
}

type Copy = { readonly id: string; readonly version: number; readonly content: string; readonly above: string }

/** Each version of a calendar and what the nearest one above it says now. */
const inheritInsteadOfCopying = async (db: Kysely<unknown>): Promise<void> => {
  const { rows } = await sql<Copy>`select c.id, c.version, c.content, a.content as above
    from core.calendar c join core.region r on r.id = c.region_id
    cross join lateral (
      select u.content from core.calendar u join core.region q on q.id = u.region_id
      where q.scope_key <= r.scope_key and q.scope_end >= r.scope_end and q.id <> r.id
      order by q.scope_end - q.scope_key, u.version desc limit 1
    ) a`.execute(db)
  for (const { id, version, content, above } of rows) {
    const { exceptions, ...own } = readContent(content)
    const left = ownDaysOf(exceptions, readContent(above).exceptions)
    // Founding days were written up to the last year that the copy held.
    const later = id === 'xiangxi' ? foundingDays().filter(({ date }) => left.every((day) => day.date < date)) : []
    const stated = writeContent({ ...own, exceptions: [...left, ...later] })
    await sql`update core.calendar set content = ${stated}, published_until = null
      where id = ${id} and version = ${version}`.execute(db)
  }
}
