import type { Ground } from '../ground.ts'
import { spreadOf, type Spread } from '../spread.ts'
import type { Stage } from './stage.ts'

/** What the worker asks of each calendar in every turn. */
const PROBE = `select area_code, opened_on, case_id from core.threshold
  where calendar_id = $1 and threshold < $2 order by threshold limit 1000`
const TIMES = 400
const WARM = 50

/** How long the worker's question takes when nothing is due, and how PostgreSQL answers it. */
export const probe = async (ground: Ground, { pool, templates }: Stage): Promise<Spread> => {
  const [template] = templates.resting
  const values = [template?.calendarId, (template?.threshold ?? 0) - 1]
  await pool.query('analyze core.threshold')
  const times: number[] = []
  for (let n = 0; n < TIMES + WARM; n++) {
    const begun = performance.now()
    const { rowCount } = await pool.query({ name: 'probe', text: PROBE, values })
    if (rowCount !== 0) throw new Error(`${rowCount} clocks are due that should not be`)
    if (n >= WARM) times.push(performance.now() - begun)
  }
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${PROBE}`, values)
  for (const row of rows) ground.say(`  ${row['QUERY PLAN']}`)
  return spreadOf(times)
}
