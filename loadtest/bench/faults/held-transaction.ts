import type { Ground } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { withAndWithout } from './beside.ts'
import type { Stage } from './stage.ts'

/** A reader reads once and then sits there with its snapshot and its locks. */
export const holdTransaction = (ground: Ground, stage: Stage, seconds: number): Promise<Outcome> =>
  withAndWithout(ground, stage, {
    code: 'B9 held',
    question: `a transaction that has read cases, events and totals is held open for ${seconds} s`,
    seconds,
    begin: async () => {
      const client = await stage.database.pool.connect()
      await client.query('begin isolation level repeatable read')
      await client.query(`select (select count(*) from core."case") + (select count(*) from core.case_event)
        + (select count(*) from core.measure_delta)`)
      return async () => {
        await client.query('rollback')
        client.release()
      }
    },
  })
