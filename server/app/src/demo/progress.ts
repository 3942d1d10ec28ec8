import type { Database } from '@zhikong/core'

/** One row: from which day the demo was begun, the last day loaded whole, and until when everything was reported. */
export type DemoProgress = {
  readonly seed: number
  readonly begunOn: string
  readonly loadedDay: string | null
  /** Null until the first load is complete. */
  readonly reportedUntil: Date | null
}

type DemoTables = {
  'demo.progress': { one: boolean; seed: number; begunOn: string; loadedDay: string | null; reportedUntil: Date | null }
}

/** Reads the progress, or begins with today. */
export const beginProgress = (database: Database, seed: number, today: string): Promise<DemoProgress> =>
  database.extend<DemoTables>().withScope({ mode: 'engine' }, async (trx) => {
    await trx
      .insertInto('demo.progress')
      .values({ one: true, seed, begunOn: today, loadedDay: null, reportedUntil: null })
      .onConflict((conflict) => conflict.column('one').doNothing())
      .execute()
    return trx.selectFrom('demo.progress').selectAll().executeTakeFirstOrThrow()
  })

export const saveProgress = async (
  database: Database,
  progress: Partial<Pick<DemoProgress, 'loadedDay' | 'reportedUntil'>>,
): Promise<void> => {
  await database
    .extend<DemoTables>()
    .withScope({ mode: 'engine' }, (trx) => trx.updateTable('demo.progress').set(progress).execute())
}
