import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { PageAsked } from '../../access/third-parties/newest-first.ts'
import { ANY, comesAfter } from '../../access/third-parties/newest-first.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { SilenceTable } from '../tables.ts'

type Trx = Transaction<CoreTables>

const holds = (at: Date) => sql<boolean>`(created_at <= ${at} and ends_at > ${at} and ended_at is null)`

/** All silences that hold at an instant, for whoever is about to send messages; see `isSilenced`. */
export const selectActiveSilences = async (trx: Trx, at: Date): Promise<readonly SilenceTable[]> =>
  trx.selectFrom('core.silence').selectAll().where(holds(at)).execute()

/** Which silences of a region: those that hold, those that do not, or all. */
export type SilencesAsked = { readonly reach: Reach; readonly active: boolean | null; readonly at: Date }

const asked = ({ reach, active, at }: SilencesAsked) =>
  sql<boolean>`${withinReach(reach, CASE_REACH)} and ${active === null ? ANY : sql`${holds(at)} = ${active}`}`

/** A page of the silences that somebody reaches, the newest first. */
export const selectSilences = async (
  trx: Trx,
  wanted: SilencesAsked,
  { first = 50, after }: PageAsked,
): Promise<readonly SilenceTable[]> =>
  trx
    .selectFrom('core.silence')
    .selectAll()
    .where(asked(wanted))
    .where(after === undefined ? ANY : comesAfter(after))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(first)
    .execute()

/** How many there are. */
export const countSilences = async (trx: Trx, wanted: SilencesAsked): Promise<number> => {
  const row = await trx
    .selectFrom('core.silence')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(asked(wanted))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Locks and reads a silence whose whole range somebody reaches; undefined when there is none. */
export const lockSilence = async (trx: Trx, id: string, reach: Reach): Promise<SilenceTable | undefined> =>
  trx
    .selectFrom('core.silence')
    .selectAll()
    .where('id', '=', id)
    .where('scopeKey', '>=', reach.lo)
    .where('scopeEnd', '<=', reach.hi)
    .forUpdate()
    .executeTakeFirst()
