import type { CalendarDraft } from './calendar-draft.ts'
import { readNotice, type NoticeProblem } from './notice.ts'

/** A year's notice as text, for the calendar of a place. */
export type NoticeDraft = Pick<CalendarDraft, 'region' | 'expectedVersion' | 'note' | 'correction'> & {
  readonly year: number
  readonly csv: string
}

/** The change that a notice asks for; no draft when any of its rows cannot be taken. */
export const draftOfNotice = ({
  year,
  csv,
  ...rest
}: NoticeDraft): { readonly draft: CalendarDraft | null; readonly problems: readonly NoticeProblem[] } => {
  const { days, problems } = readNotice(csv, year)
  if (problems.length > 0) return { draft: null, problems }
  return { draft: { ...rest, days: [], notice: { year, days }, hours: undefined }, problems }
}
