import { sql, type RawBuilder, type SqlBool } from 'kysely'

/** By which day a card, and the record that follows it, belongs to a period. */
export type TimeBase = 'ACCEPTANCE' | 'ISSUE' | 'REVOCATION'

/** Local days, the second not part of it. */
export type Period = { readonly from: string; readonly to: string }

const on = (column: string, { from, to }: Period) =>
  sql<SqlBool>`(${sql.ref(column)} >= ${`${from}T00:00:00+08:00`} and ${sql.ref(column)} < ${`${to}T00:00:00+08:00`})`

/** The instant by which the card `a` of the case `c` is counted. */
export const CARD_AT: Readonly<Record<TimeBase, string>> = {
  ACCEPTANCE: 'c.accepted_at',
  ISSUE: 'a.raised_at',
  REVOCATION: 'a.revoked_at',
}

/** The instant by which the record `r` is counted; its card gives the third. */
const RECORD_AT: Readonly<Record<TimeBase, string>> = {
  ACCEPTANCE: 'r.accepted_at',
  ISSUE: 'r.issued_at',
  REVOCATION: 'a.revoked_at',
}

/** Whether the card `a` of the case `c` belongs to a period. */
export const cardIn = (base: TimeBase, period: Period): RawBuilder<SqlBool> => on(CARD_AT[base], period)

/** Whether the record `r` belongs to a period. */
export const recordIn = (base: TimeBase, period: Period): RawBuilder<SqlBool> =>
  base === 'REVOCATION'
    ? sql<SqlBool>`exists (select from core.alert a where a.alert_id = r.alert_id and a.area_code = r.area_code
        and a.opened_on = r.opened_on and a.case_id = r.case_id and a.state = 'REVOKED' and ${on(RECORD_AT.REVOCATION, period)})`
    : on(RECORD_AT[base], period)

/** The instant itself, for a breakdown by month. */
export const recordAt = (base: TimeBase): RawBuilder<Date | null> =>
  base === 'REVOCATION'
    ? sql`(select a.revoked_at from core.alert a where a.alert_id = r.alert_id and a.area_code = r.area_code
        and a.opened_on = r.opened_on and a.case_id = r.case_id)`
    : sql`${sql.ref(RECORD_AT[base])}`
