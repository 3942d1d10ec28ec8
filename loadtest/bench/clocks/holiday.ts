import { encodeCaseId } from '@zhikong/core'
import { setTimeout as wait } from 'node:timers/promises'
import { openEndpoint } from '../endpoint.ts'
import type { Ground } from '../ground.ts'
import type { Check, Figures } from '../outcome.ts'
import { startServer } from '../product.ts'
import { spreadOf } from '../spread.ts'
import { copyId } from './copies.ts'
import type { Stage } from './stage.ts'

/** What a change of a day off did. */
export type Changed = { readonly figures: Figures; readonly checks: readonly Check[] }

/** Longer than PostgreSQL keeps what it counted to itself, and than the workers take to notice. */
const SETTLED_MS = 3_000
const DAY_MS = 86_400_000

/** Makes a working day before all deadlines a day off, while the product's workers run. */
export const changeHoliday = async (ground: Ground, stage: Stage, resting: number): Promise<Changed> => {
  const worker = await startServer(ground, { ...stage.settings, ROLE: 'worker' }, 4392)
  await wait(SETTLED_MS)
  const [writes, due, border] = [await writesOf(stage), await dueOfCopy(stage), await nextTransaction(stage)]
  const preview = moved(await stage.year.addHoliday('--dry-run'))
  const begun = performance.now()
  const saved = moved(await stage.year.addHoliday())
  const seconds = (performance.now() - begun) / 1000
  await wait(SETTLED_MS)
  const [later, changed] = [await dueOfCopy(stage), await changedSince(stage, border)]
  const written = (await writesOf(stage)) - writes
  await worker.stop()
  const days = (later - due) / DAY_MS
  return {
    figures: { 's to change a day off': spreadOf([seconds]) },
    checks: [
      {
        said: `a day off moved the deadlines of ${saved} of ${resting} cases; the preview said ${preview}`,
        holds: saved === preview && saved === resting,
      },
      { said: `a case is due ${days} days later for it`, holds: days >= 1 },
      {
        said: `${changed} rows of cases and clocks changed for it; PostgreSQL counted ${written} writes of cases`,
        holds: changed === 0 && written === 0,
      },
    ],
  }
}

const moved = (printed: string): number =>
  [...printed.matchAll(/deadlines of (\d+) open cases move/g)].reduce((sum, [, n]) => sum + Number(n), 0)

const dueOfCopy = async ({ api, templates }: Stage): Promise<number> => {
  const [template] = templates.resting
  if (template === undefined) throw new Error('There are no templates')
  const endpoint = openEndpoint(`${api.url}/graphql`, 1, api.key)
  const id = encodeCaseId({ ...template, caseId: copyId('resting', 0) })
  const data = await endpoint.ask('query ($id: ID!) { case(id: $id) { dueAt } }', { id }).finally(endpoint.close)
  return Date.parse((data as { readonly case: { readonly dueAt: string } }).case.dueAt)
}

const number = async ({ pool }: Stage, text: string, values: readonly unknown[] = []): Promise<number> => {
  const { rows } = await pool.query<{ n: string }>(text, [...values])
  return Number(rows[0]?.n)
}

/** Rows of cases that were written so far, by PostgreSQL's own count. */
const writesOf = (stage: Stage): Promise<number> =>
  number(
    stage,
    `select sum(n_tup_ins + n_tup_upd + n_tup_del) as n from pg_stat_all_tables
      where relid in (select relid from pg_partition_tree('core."case"'))`,
  )

const nextTransaction = (stage: Stage): Promise<number> =>
  number(stage, 'select pg_snapshot_xmax(pg_current_snapshot())::text as n')

/** Rows that bear the mark of a later transaction. */
const changedSince = (stage: Stage, transaction: number): Promise<number> =>
  number(
    stage,
    `select (select count(*) from core."case" where xmin::text::bigint >= $1)
      + (select count(*) from core.threshold where xmin::text::bigint >= $1) as n`,
    [transaction],
  )
