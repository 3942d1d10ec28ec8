import type { Database } from '@zhikong/core'
import { sql } from 'kysely'
import type { DataSet } from './data-set.ts'

/** How far a data set is in a database, and how many events were made for it so far. */
export type Progress = DataSet & { readonly stretches: number; readonly events: number }

/** Thrown when another data set, or cases of elsewhere, are in the database already. */
export class PlaceTaken extends Error {
  override readonly name = 'PlaceTaken'
}

/** Takes up the data set of a database, or begins one. @throws PlaceTaken */
export const beginProgress = async (database: Database, set: DataSet): Promise<Progress> =>
  database.withOwner(async (db) => {
    await sql`create schema if not exists loadtest`.execute(db)
    await sql`create table if not exists loadtest.data_set (one boolean primary key default true check (one),
      cases bigint not null, seed bigint not null, until text not null, stretches int not null default 0,
      events bigint not null default 0)`.execute(db)
    const found = await sql<Progress>`select cases, seed, until, stretches, events from loadtest.data_set`.execute(db)
    const [before] = found.rows
    if (before !== undefined) return sameAs(before, set)
    const { rows } = await sql`select 1 from core."case" limit 1`.execute(db)
    if (rows.length > 0)
      throw new PlaceTaken('The database holds cases already: give one of its own for made-up cases.')
    await sql`insert into loadtest.data_set (cases, seed, until) values (${set.cases}, ${set.seed}, ${set.until})`.execute(
      db,
    )
    return { ...set, stretches: 0, events: 0 }
  })

/** Notes that one more stretch of days, of so many events, is stored. */
export const noteStretch = (database: Database, events: number): Promise<unknown> =>
  database.withOwner((db) =>
    sql`update loadtest.data_set set stretches = stretches + 1, events = events + ${events}`.execute(db),
  )

/** The data set of a database; undefined when there is none. */
export const dataSetOf = async (database: Database): Promise<DataSet | undefined> =>
  database.withOwner(async (db) => {
    const { rows } = await sql<{
      there: boolean
    }>`select to_regclass('loadtest.data_set') is not null as there`.execute(db)
    if (rows[0]?.there !== true) return undefined
    return (await sql<DataSet>`select cases, seed, until from loadtest.data_set`.execute(db)).rows[0]
  })

const sameAs = (before: Progress, { cases, seed, until }: DataSet): Progress => {
  if (before.cases === cases && before.seed === seed && before.until === until) return before
  throw new PlaceTaken(
    `The database holds another data set: ${before.cases} cases of seed ${before.seed} up to ${before.until}.`,
  )
}
