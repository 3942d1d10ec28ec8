import type { Reach, ReadingDatabase } from '../../../graphql/context.ts'

/** How the log stands. */
export type AuditState = {
  /** Of the reach. */
  readonly entries: number
  readonly sealed: number
  /** Of the platform. */
  readonly lastSeal: { readonly number: number; readonly at: Date; readonly seal: string } | null
}

/** How many entries a reach holds, how many of them are sealed, and the newest seal. */
export async function selectState(db: ReadingDatabase, reach: Reach): Promise<AuditState> {
  const { lo, hi, organisationId, hallId } = reach
  const inReach = db
    .selectFrom('core.auditEntry')
    .where('scopeKey', '>=', lo)
    .where('scopeKey', '<', hi)
    .where((where) => where.lit(organisationId === null && hallId === null))
  const { n: entries } = await inReach
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const { n: waiting } = await inReach
    .innerJoin('core.auditPending', 'core.auditPending.entryId', 'core.auditEntry.id')
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const lastSeal = await db
    .selectFrom('core.auditSeal')
    .select(['number', 'at', 'seal'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { entries, sealed: entries - waiting, lastSeal: lastSeal ?? null }
}
