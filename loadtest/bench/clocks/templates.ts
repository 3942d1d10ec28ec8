import type pg from 'pg'
import { openEndpoint } from '../endpoint.ts'
import type { NextYear } from './next-year.ts'

/** The stored next threshold of a case that the product took. */
export type Template = {
  readonly calendarId: string
  readonly threshold: number
  readonly workCalendar: string
  readonly calendarRevision: number
  readonly pinned: boolean
  readonly areaCode: number
  readonly openedOn: string
  readonly caseId: string
}

/** Cases of which all others are copies. */
export type Templates = {
  /** Due next year, in work time. */
  readonly resting: readonly Template[]
  /** Due in a moment, at an instant that was given. */
  readonly due: readonly Template[]
  /** From when on they are. */
  readonly dueFrom: Date
}

const EACH = 25
const DAY_MS = 86_400_000
/** Until then the copies cannot be due; nothing runs that would notice. */
const SOON_MS = 20_000
const REPORT = 'mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored } }'

/** Has the product take some cases, as anyone reports them. */
export const reportTemplates = async (
  api: { readonly url: string; readonly key: string },
  pool: pg.Pool,
  { deadlinesFrom }: Pick<NextYear, 'deadlinesFrom'>,
): Promise<Templates> => {
  const now = Date.now()
  const weekdays = Math.ceil(((Date.parse(deadlinesFrom) - now) / DAY_MS) * (5 / 7))
  const dueFrom = new Date(now + SOON_MS)
  const kinds = {
    resting: (n: number) => ({ promised: { amount: weekdays + n, unit: 'WORKING_DAY' } }),
    due: (n: number) => ({ dueAt: new Date(dueFrom.getTime() + n).toISOString() }),
  }
  const endpoint = openEndpoint(`${api.url}/graphql`, 1, api.key)
  const input = Object.entries(kinds).flatMap(([kind, limitOf]) =>
    Array.from({ length: EACH }, (_, n) => ({
      source: 'bench',
      externalId: `${kind}-${n}`,
      eventId: 'accepted',
      kind: 'ACCEPTED',
      occurredAt: new Date(now - 60_000).toISOString(),
      hall: 'DISTRICT-DESK',
      matter: 'BUSINESS-LICENCE',
      ...limitOf(n),
    })),
  )
  await endpoint.ask(REPORT, { input }).finally(endpoint.close)
  const [resting, due] = [await thresholdsOf(pool, 'resting', 'work'), await thresholdsOf(pool, 'due', 'continuous')]
  return { resting, due, dueFrom: new Date(dueFrom.getTime() + EACH) }
}

const thresholdsOf = async (pool: pg.Pool, kind: string, measure: 'work' | 'continuous'): Promise<Template[]> => {
  const { rows } = await pool.query<Template & { readonly threshold: string }>(
    `select t.calendar_id as "calendarId", t.threshold, t.work_calendar as "workCalendar",
      t.calendar_revision as "calendarRevision", t.pinned, t.area_code as "areaCode", t.opened_on::text as "openedOn",
      t.case_id as "caseId"
    from core.threshold t join core."case" c using (area_code, opened_on, case_id)
    where c.source = 'bench' and c.external_id like $1 and (t.calendar_id = 'continuous') = $2 order by c.external_id`,
    [`${kind}-%`, measure === 'continuous'],
  )
  if (rows.length !== EACH) throw new Error(`${rows.length} of ${EACH} templates (${kind}) have a threshold`)
  return rows.map((row) => ({ ...row, threshold: Number(row.threshold) }))
}
