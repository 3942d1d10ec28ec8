import type { ComplaintState } from '../contract.ts'
import { APPEAL_DAYS } from './deadline.ts'

const DAY_MS = 86_400_000

type Answered = {
  readonly state: ComplaintState
  readonly repliedAt: Date | null
  readonly appealedAt: Date | null
}

/** Whether a complainant may appeal now: against a reply or refusal, once, within 60 days. */
export const mayAppeal = ({ state, repliedAt, appealedAt }: Answered, now: Date): boolean =>
  (state === 'REPLIED' || state === 'REFUSED') &&
  appealedAt === null &&
  repliedAt !== null &&
  now.getTime() - repliedAt.getTime() <= APPEAL_DAYS * DAY_MS
