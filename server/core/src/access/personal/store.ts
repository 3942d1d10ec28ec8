import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { ColumnTypes } from '../../database/bulk.ts'
import { columnList, unnest } from '../../database/bulk.ts'
import type { Reach } from '../../graphql/context.ts'
import { withinReach } from '../reach-condition.ts'
import type { Indexed } from './blind-index.ts'
import type { Holder, PersonalRow } from './personal-data.ts'
import type { PersonalRecordTable, PersonalTables } from './tables.ts'

/** A transaction of core or of a plugin: these tables are in reach of both. */
export type PersonalTransaction = Pick<Transaction<PersonalTables>, 'getExecutor'>
type Trx = PersonalTransaction

const TYPES: ColumnTypes<PersonalRecordTable> = {
  holder: 'text',
  subject: 'text',
  eventKey: 'text',
  occurredAt: 'timestamptz',
  scopeKey: 'bigint',
  organisationId: 'int',
  hallId: 'int',
  sealed: 'bytea',
  keyId: 'text',
  idNumberIndex: 'bytea',
  phoneIndex: 'bytea',
}
const ROW_TYPES: ColumnTypes<PersonalRow> = { holder: 'text', subject: 'text', eventKey: 'text' }
const COLUMN = { idNumber: sql.raw('id_number_index'), phone: sql.raw('phone_index') } as const

/** Records lie where the case lies, or whatever else they are about. */
const within = (reach: Reach) =>
  withinReach(reach, { key: 'r.scope_key', organisation: 'r.organisation_id', hall: 'r.hall_id' })

/** Writes records; one that is there for the same event takes the new content. */
export const upsertRecords = async (trx: Trx, rows: readonly PersonalRecordTable[]): Promise<void> => {
  if (rows.length === 0) return
  await sql`insert into core.personal_record (${columnList(TYPES)}) select * from ${unnest(TYPES, rows)}
    on conflict (subject, holder, event_key) do update set occurred_at = excluded.occurred_at,
      scope_key = excluded.scope_key, organisation_id = excluded.organisation_id, hall_id = excluded.hall_id,
      sealed = excluded.sealed, key_id = excluded.key_id, id_number_index = excluded.id_number_index,
      phone_index = excluded.phone_index`.execute(trx)
}

/** The records of subjects follow them to another organisation. */
export const moveRecords = async (
  trx: Trx,
  holder: Holder,
  moved: readonly { readonly subject: string; readonly organisationId: number | null }[],
): Promise<void> => {
  if (moved.length === 0) return
  const types = { subject: 'text', organisationId: 'int' } as const
  await sql`update core.personal_record r set organisation_id = m.organisation_id from ${unnest(types, moved, 'm')}
    where r.holder = ${holder} and r.subject = m.subject`.execute(trx)
}

export type SealedRecord = PersonalRow & Pick<PersonalRecordTable, 'sealed' | 'scopeKey'>

/** The records that certain events brought. */
export const selectRecords = async (trx: Trx, rows: readonly PersonalRow[]): Promise<readonly SealedRecord[]> => {
  if (rows.length === 0) return []
  const found = await sql<SealedRecord>`select r.holder, r.subject, r.event_key, r.sealed, r.scope_key
    from ${unnest(ROW_TYPES, rows, 'k')} join core.personal_record r
      on r.holder = k.holder and r.subject = k.subject and r.event_key = k.event_key`.execute(trx)
  return found.rows
}

/** Of each subject the record that holds: what happened last, whatever came last. */
export const selectLatest = async (
  trx: Trx,
  reach: Reach,
  holder: Holder,
  subjects: readonly string[],
): Promise<readonly SealedRecord[]> => {
  if (subjects.length === 0) return []
  const { rows } = await sql<SealedRecord>`select distinct on (r.subject)
      r.holder, r.subject, r.event_key, r.sealed, r.scope_key
    from core.personal_record r where r.holder = ${holder} and r.subject = any(${subjects}::text[]) and ${within(reach)}
    order by r.subject, r.occurred_at desc, r.event_key desc`.execute(trx)
  return rows
}

/** Subjects whose record that holds has one of these indexes, those of the latest events first. */
export const selectSubjects = async (
  trx: Trx,
  reach: Reach,
  holder: Holder,
  what: Indexed,
  indexes: readonly Buffer[],
  limit: number,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ subject: string }>`select r.subject from core.personal_record r
    where r.holder = ${holder} and r.${COLUMN[what]} = any(${indexes}::bytea[]) and ${within(reach)}
      and not exists (select 1 from core.personal_record later where later.holder = r.holder
        and later.subject = r.subject and (later.occurred_at, later.event_key) > (r.occurred_at, r.event_key))
    order by r.occurred_at desc, r.subject limit ${limit}`.execute(trx)
  return rows.map(({ subject }) => subject)
}
