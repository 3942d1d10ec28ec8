import { z } from 'zod'
import type { CalendarException, HoursOverride, WorkHours } from './types.ts'

/** A day that a calendar states, with the holiday for which it is off or worked. */
export type StatedDay = CalendarException & { readonly name?: string | undefined }

/**
 * What a version of a calendar states itself. A calendar within the place of another states only what differs: every
 * day and every hour that it does not name is that of the nearest calendar above.
 */
export type CalendarContent = {
  /** First local date; only of a calendar that has none above it. */
  readonly from?: string | undefined
  readonly exceptions: readonly StatedDay[]
  /** Hours of all days; that of the calendar above, at last 09:00–12:00 and 13:00–17:00, unless stated. */
  readonly hours?: WorkHours | undefined
  /** Hours from a day to a day, as in summer; a later entry wins. */
  readonly hoursOverrides?: readonly HoursOverride[] | undefined
}

const hours = z.array(z.tuple([z.string(), z.string()]))
const content: z.ZodType<CalendarContent> = z.object({
  from: z.string().optional(),
  exceptions: z.array(z.object({ date: z.string(), kind: z.enum(['off', 'work']), name: z.string().optional() })),
  hours: hours.optional(),
  hoursOverrides: z
    .array(z.union([z.object({ date: z.string(), hours }), z.object({ from: z.string(), until: z.string(), hours })]))
    .optional(),
})

/** Reads what a stored version states. Throws when it was not written by `writeContent`. */
export const readContent = (text: string): CalendarContent => content.parse(JSON.parse(text))

/** Days by date, so that the same statement is the same text. */
export const writeContent = ({ exceptions, ...rest }: CalendarContent): string =>
  JSON.stringify({ ...rest, exceptions: exceptions.toSorted((a, b) => (a.date < b.date ? -1 : 1)) })
