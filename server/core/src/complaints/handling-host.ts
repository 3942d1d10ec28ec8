import { loadCalendars } from '../clock/calendars.ts'
import type { WorkCalendar } from '../clock/types.ts'
import type { Host } from '../host.ts'
import type { ComplaintRow, Db } from './queries/complaint.ts'
import type { Complaints } from './tables.ts'

/** What of the host the handling of a complaint takes. */
export type HandlingHost = Pick<
  Host<Complaints>,
  'registers' | 'clocks' | 'findings' | 'emit' | 'addDeltas' | 'personal'
>

/** Who does something, as the trail names them. */
export type Actor = { readonly id: string; readonly name: string }

/** The complainant, of whom the trail says no more. */
export const COMPLAINANT: Actor = { id: 'complainant', name: '投诉举报人 complainant' }

/** The calendar by which a complaint is handled. */
export async function calendarOf(
  { registers }: Pick<HandlingHost, 'registers'>,
  trx: Db,
  { handlingKey }: Pick<ComplaintRow, 'handlingKey'>,
): Promise<WorkCalendar> {
  const { tree } = await registers()
  return (await loadCalendars(trx, (id) => tree.byId(id))).forPlace(handlingKey)
}
