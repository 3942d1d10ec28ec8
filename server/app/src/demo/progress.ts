import type { Database } from '@zhikong/core'

/**
 * One row: from which day the demo was begun, the last day loaded whole, until when everything was reported, and whose
 * records of plugins are there.
 */
export type DemoProgress = {
  readonly seed: number
  readonly begunOn: string
  readonly loadedDay: string | null
  /** Null until the first load is complete. */
  readonly reportedUntil: Date | null
  /** The plugins whose own demo records are loaded, commas between. */
  readonly pluginsLoaded: string
}

type DemoTables = {
  'demo.progress': { -readonly [Name in keyof DemoProgress]: DemoProgress[Name] } & { one: boolean }
}

/** Reads the progress, or begins with today. */
export const beginProgress = (database: Database, seed: number, today: string): Promise<DemoProgress> =>
  database.extend<DemoTables>().withScope({ mode: 'engine' }, async (trx) => {
    await trx
      .insertInto('demo.progress')
      .values({ one: true, seed, begunOn: today, loadedDay: null, reportedUntil: null, pluginsLoaded: '' })
      .onConflict((conflict) => conflict.column('one').doNothing())
      .execute()
    return trx.selectFrom('demo.progress').selectAll().executeTakeFirstOrThrow()
  })

export const saveProgress = async (
  database: Database,
  progress: Partial<Pick<DemoProgress, 'loadedDay' | 'reportedUntil' | 'pluginsLoaded'>>,
): Promise<void> => {
  await database
    .extend<DemoTables>()
    .withScope({ mode: 'engine' }, (trx) => trx.updateTable('demo.progress').set(progress).execute())
}
