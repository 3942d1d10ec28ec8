import { loadCalendars, type Host, type PluginTransaction, type WorkCalendar } from '@zhikong/core'
import { randomUUID } from 'node:crypto'
import type { RectificationRow } from '../queries/rectification.ts'
import { selectTerms } from '../queries/terms.ts'
import { workingDaysAfter } from '../rules/deadline.ts'
import type { Terms } from '../tables.ts'
import { DEFAULT_TERMS, repairDays } from '../rules/terms.ts'
import type { Improvement } from '../tables.ts'
import type { RoundDues } from './run-clocks.ts'

type Place = Pick<RectificationRow, 'regionId' | 'scopeKey'>

/** The limits and the calendar of a place. */
export type Limits = { readonly terms: Terms; readonly calendar: WorkCalendar }

/** Reads what deadlines of a place are worked out from. */
export async function limitsOf(
  host: Pick<Host<Improvement>, 'registers'>,
  trx: PluginTransaction<Improvement>,
  { regionId, scopeKey }: Place,
): Promise<Limits> {
  const registers = await host.registers()
  const calendars = await loadCalendars(trx, (id) => registers.tree.byId(id))
  return {
    terms: (await selectTerms(trx, registers, regionId)) ?? DEFAULT_TERMS,
    calendar: calendars.forPlace(scopeKey),
  }
}

/** When the steps of a round are due that begins now; `due` where it holds already and is kept. */
export const roundDues = (
  { terms, calendar }: Limits,
  row: Pick<RectificationRow, 'severity'>,
  now: Date,
  due: Date | null,
): RoundDues => ({
  accept: workingDaysAfter(calendar, now, terms.acceptDays),
  plan: workingDaysAfter(calendar, now, terms.planDays),
  finish: due ?? workingDaysAfter(calendar, now, repairDays(terms, row.severity)),
})

/** What a reopening writes: the first due date stays, what the round wrote is emptied, the words of the recheck stay. */
export const reopened = (row: RectificationRow, now: Date, accept: Date) => ({
  ...EMPTY_ROUND,
  roundId: randomUUID(),
  stepDue: accept,
  reopenedAt: now,
  reopenings: row.reopenings + 1,
  closedAt: null,
  effectDue: null,
})

/** A round in which nothing was done yet. */
export const EMPTY_ROUND = {
  acceptedAt: null,
  acceptedById: null,
  acceptedBy: null,
  plannedAt: null,
  plannedById: null,
  plannedBy: null,
  measures: null,
  responsible: null,
  doneAt: null,
  doneById: null,
  doneBy: null,
  outcome: null,
  evidence: null,
  fedBackAt: null,
  fedBackById: null,
  fedBackBy: null,
  feedback: null,
  recheckDue: null,
  recheckedAt: null,
  recheckedById: null,
  recheckedFrom: null,
} as const satisfies Partial<RectificationRow>
