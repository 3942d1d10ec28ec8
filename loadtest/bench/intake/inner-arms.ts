import { createGather, insertEvents, reportEvents, wholeRange, type ReportedEvent } from '@zhikong/core'
import type { Platform } from '@zhikong/core'
import type { Arm } from '../arm.ts'
import { arm, rowsOf, type Load } from './arms.ts'
import type { MadeUpEvent } from './made-up-event.ts'
import { STORED_COLUMNS, STORED_DAYS, storedRow, type StoredRow } from './stored-rows.ts'
import type { Stage } from './stage.ts'

/** The product within this process, over the database of the stage. */
export type Inner = Pick<Stage, 'pool' | 'postmaster'> & { readonly platform: Platform }

const eventOf = ({ occurredAt, ...event }: MadeUpEvent): ReportedEvent => ({
  ...event,
  occurredAt: new Date(occurredAt),
})

/** The path of intake with a transaction for each event, without a server before it. */
export const aloneArm = (name: string, { platform, ...inner }: Inner, load: Load): Arm =>
  arm({ name, postmaster: inner.postmaster }, load, rowsOf(inner.pool, 'core.case_event'), async (events) => {
    const options = { range: wholeRange, now: await platform.clock.now(), historical: false }
    const results = await reportEvents(platform.database, platform.openEngine, events.map(eventOf), options)
    return results.filter(({ status }) => status === 'STORED').length
  })

/** The same, with what comes at the same time gathered into transactions. */
export const gatheredArm = (name: string, { platform, ...inner }: Inner, load: Load): Arm => {
  const gather = createGather(platform)
  const { lo, hi } = wholeRange
  return arm({ name, postmaster: inner.postmaster }, load, rowsOf(inner.pool, 'core.case_event'), async (events) => {
    const results = await gather({ lo, hi }, events.map(eventOf), async () => true)
    return results.filter(({ status }) => status === 'STORED').length
  })
}

/** The rows that events come to, made beforehand. */
const asRows = (load: Load): Load<StoredRow> => ({
  ...load,
  eventsOf: (round, n) => load.eventsOf(round, n).map(storedRow),
})

/** The statement by which the product stores events, in a transaction of its scope, and nothing beside it. */
export const insertArm = (name: string, { platform, pool, postmaster }: Inner, load: Load): Arm =>
  arm({ name, postmaster }, asRows(load), rowsOf(pool, 'core.case_event'), async (rows) => {
    await platform.database.withScope({ mode: 'intake' }, (trx) => insertEvents(trx, rows))
    return rows.length
  })

/** The same rows by `unnest` over pg, into a table with the same columns and key: no partitions, checks or policies. */
export const rawInsertArm = (name: string, { pool, postmaster }: Inner, load: Load): Arm =>
  arm({ name, postmaster }, asRows(load), rowsOf(pool, 'raw_stored_event'), async (rows) => {
    const columns = Object.entries(STORED_COLUMNS)
    const values = columns.map(([column]) => rows.map((row) => row[column as keyof StoredRow]))
    const arrays = columns.map(([, type], n) => `$${n + 1}::${type}[]`)
    const text = `insert into raw_stored_event select * from unnest(${arrays.join(', ')})`
    return (await pool.query({ name: 'stored', text, values })).rowCount ?? 0
  })

/** Makes the table of `rawInsertArm`, and the partition for what `insertArm` stores. */
export const makeStoredTables = async ({ platform, pool }: Inner): Promise<void> => {
  const columns = Object.entries(STORED_COLUMNS).map(([column, type]) => `"${column}" ${type}`)
  await pool.query(`create table raw_stored_event (${columns.join(', ')},
    primary key ("areaCode", "openedOn", "caseId", "eventKey"))`)
  await platform.database.ensurePartitions('core.case_event', STORED_DAYS)
}
