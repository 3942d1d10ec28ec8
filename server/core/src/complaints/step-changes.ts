import { randomUUID } from 'node:crypto'
import { localDate } from '../clock/local-time.ts'
import type { WorkCalendar } from '../clock/types.ts'
import type { Actor } from './handling-host.ts'
import type { ComplaintChange, ComplaintRow } from './queries/complaint.ts'
import type { ComplaintStep } from './rules/complaint-step.ts'
import { DAYS, workingDaysAfter } from './rules/deadline.ts'

/** A step as it is taken: by whom, when, and in which words. */
export type Taken = {
  readonly step: ComplaintStep
  readonly by: Actor
  readonly now: Date
  readonly words: string
  /** What the step says beside its words: the judgement, the handler, to whom it is referred. */
  readonly changed?: ComplaintChange
}

/** What a step writes into the complaint, but for the state. */
export function changesOf(row: ComplaintRow, { step, by, now, words }: Taken, calendar: WorkCalendar): ComplaintChange {
  const due = (state: keyof typeof DAYS) => workingDaysAfter(calendar, now, DAYS[state] ?? 0)
  const reviewed = { reviewedAt: now, reviewedById: by.id, reviewedBy: by.name, reviewWords: words }
  switch (step) {
    case 'ACCEPT':
      return begun(by, now, due('ACCEPTED'))
    case 'REFUSE':
      return { ...replied(by, now, words), stepDue: null }
    case 'REFER':
      return { referredAt: now, stepDue: null }
    case 'ASSIGN':
      return { assignedAt: now, stepDue: row.dueAt }
    case 'INVESTIGATE':
      return { investigatedAt: now, investigatedById: by.id, investigatedBy: by.name, investigation: words }
    case 'JUDGE':
      return {
        judgedAt: now,
        judgedOn: localDate(now),
        judgedById: by.id,
        judgedBy: by.name,
        judgementWords: words,
        judgedInTime: row.dueAt !== null && now <= row.dueAt,
        stepDue: due('JUDGED'),
      }
    case 'REPLY':
      return { ...replied(by, now, words), stepDue: null }
    case 'APPEAL':
      return { appealedAt: now, appeal: words, stepDue: due('APPEALED') }
    case 'CONFIRM':
      return { ...reviewed, closedAt: now, stepDue: null }
    case 'OVERTURN':
      return { ...reviewed, ...ANEW, ...begun(by, now, due('ACCEPTED')), roundId: randomUUID() }
    case 'CLOSE':
      return { closedAt: now, stepDue: null }
    case 'REOPEN':
      return { ...ANEW, ...begun(by, now, due('ACCEPTED')), roundId: randomUUID(), reopenings: row.reopenings + 1 }
  }
}

const begun = (by: Actor, now: Date, dueAt: Date) =>
  ({ acceptedAt: now, acceptedById: by.id, acceptedBy: by.name, dueAt, stepDue: dueAt }) as const

const replied = (by: Actor, now: Date, words: string) =>
  ({ repliedAt: now, repliedById: by.id, repliedBy: by.name, reply: words }) as const

/** A complaint into which nobody looked yet; what was done before stands in the trail. */
export const ANEW = {
  assignedAt: null,
  handlerId: null,
  handler: null,
  handlerOrganisationId: null,
  handlerHallId: null,
  investigatedAt: null,
  investigatedById: null,
  investigatedBy: null,
  investigation: null,
  judgedAt: null,
  judgedOn: null,
  judgedById: null,
  judgedBy: null,
  judgement: null,
  judgementWords: null,
  judgedInTime: null,
  findingId: null,
  closedAt: null,
  repliedAt: null,
  repliedById: null,
  repliedBy: null,
  reply: null,
} as const satisfies ComplaintChange
