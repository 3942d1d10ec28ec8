import type { Transaction } from 'kysely'
import { writeContent, type StatedDay } from './calendar-content.ts'
import { foundingDays } from './founding-days.ts'
import { loadNationalDays } from './national-calendar.ts'
import type { ClockTables } from './tables.ts'

type First = {
  readonly id: string
  readonly regionId: number
  readonly publishedUntil: string | null
  readonly exceptions: readonly StatedDay[]
}

/**
 * The calendars of the first start: the nation's for the province, and that of Xiangxi (4331), which states only its
 * founding days. Nothing is written where one is there.
 */
export const seedCalendars = async (
  trx: Transaction<ClockTables>,
  place: { readonly province: number; readonly xiangxi: number | null },
): Promise<void> => {
  const stored = await trx.selectFrom('core.calendar').select(['id', 'revision']).execute()
  const { exceptions, publishedUntil } = loadNationalDays()
  const first: First[] = [{ id: 'hunan', regionId: place.province, publishedUntil, exceptions }]
  if (place.xiangxi !== null) {
    first.push({ id: 'xiangxi', regionId: place.xiangxi, publishedUntil: null, exceptions: foundingDays() })
  }
  const missing = first.filter(({ id }) => stored.every((row) => row.id !== id))
  if (missing.length === 0) return
  const newest = Math.max(0, ...stored.map(({ revision }) => revision))
  const common = { version: 1, note: null, correction: null, createdAt: new Date(), createdBy: 'zhikong' }
  const rows = missing.map(({ exceptions: days, ...own }, index) => ({
    ...common,
    ...own,
    revision: newest + index + 1,
    content: writeContent({ exceptions: days }),
  }))
  await trx
    .insertInto('core.calendar')
    .values(rows)
    .onConflict((on) => on.doNothing())
    .execute()
}
