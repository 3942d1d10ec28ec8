import { sql, type ExpressionBuilder, type Selectable } from 'kysely'
import type { CoreTables } from '../../../database/tables.ts'
import type { Reach, ReadingDatabase } from '../../../graphql/context.ts'
import type { AuditEntryTable } from '../tables.ts'

/** Which entries: each part is taken as it is written, and all must fit. */
export type EntryFilter = {
  /** The name or the id of who did it. */
  readonly actor?: string | null | undefined
  /** The action or what it begins with: `core.person.` for all about people. */
  readonly action?: string | null | undefined
  /** The id of what it was done to. */
  readonly subject?: string | null | undefined
  readonly from?: Date | null | undefined
  /** Exclusive. */
  readonly to?: Date | null | undefined
}

/** Where a page goes on. */
export type EntryPlace = { readonly at: string; readonly id: number }

/** An entry as it is shown. */
export type ShownEntry = Selectable<AuditEntryTable> & { readonly sealNumber: number | null }

const COUNT_UP_TO = 10_000

/** The entries of a reach, the newest first; with `after`, what follows that place. */
export async function selectEntries(
  db: ReadingDatabase,
  reach: Reach,
  filter: EntryFilter,
  page: { readonly limit: number; readonly after: EntryPlace | null },
): Promise<readonly ShownEntry[]> {
  const { after } = page
  return await db
    .selectFrom('core.auditEntry')
    .leftJoin('core.auditSealItem', 'core.auditSealItem.entryId', 'core.auditEntry.id')
    .selectAll('core.auditEntry')
    .select('core.auditSealItem.sealNumber')
    .where((where) => fits(where, reach, filter))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (${after?.at ?? ''}::timestamptz, ${after?.id ?? 0}::bigint)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countEntries(db: ReadingDatabase, reach: Reach, filter: EntryFilter): Promise<number> {
  const some = db
    .selectFrom('core.auditEntry')
    .select(sql`1`.as('one'))
    .where((where) => fits(where, reach, filter))
    .limit(COUNT_UP_TO)
  const row = await db
    .selectFrom(some.as('some'))
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

/** An entry is nobody's in particular: who is bound to an organisation or a hall sees none. */
function fits(
  where: ExpressionBuilder<CoreTables, 'core.auditEntry'>,
  { lo, hi, organisationId, hallId }: Reach,
  { actor, action, subject, from, to }: EntryFilter,
) {
  return where.and([
    where('scopeKey', '>=', lo),
    where('scopeKey', '<', hi),
    where.lit(organisationId === null && hallId === null),
    ...(actor == null ? [] : [where.or([where('actorName', '=', actor), where('actorId', '=', actor)])]),
    ...(action == null ? [] : [sql<boolean>`starts_with(action, ${action})`]),
    ...(subject == null ? [] : [where('subjectId', '=', subject)]),
    ...(from == null ? [] : [where('at', '>=', from)]),
    ...(to == null ? [] : [where('at', '<', to)]),
  ])
}
