import type { Selectable } from 'kysely'
import type { Builder } from '../../../graphql/builder.ts'
import { FINDING_KINDS, type CalendarFindingTable } from '../tables.ts'
import type { CalendarChanges, CalendarJob } from '../select-changes.ts'
import type { ProvisionalCard } from '../provisional-cards.ts'
import { CALENDAR_ACCESS } from './access.ts'
import type { defineCalendarMoves } from './calendar-moves.ts'

const OF_CASES = { permission: 'core.read' } as const

const defineJob = (builder: Builder) =>
  builder.objectRef<CalendarJob>('CalendarJob').implement({
    access: CALENDAR_ACCESS,
    description: 'How far the cases of a calendar have been derived again after a version.',
    fields: (t) => ({
      calendarId: t.exposeID('calendarId', { description: 'The calendar.' }),
      firstDay: t.expose('firstDay', { type: 'Date', description: 'The first day that differs.' }),
      touchesPast: t.boolean({
        description: 'Whether days that had begun differ: then all cases that they touch are derived again.',
        resolve: ({ past }) => past,
      }),
      progress: t.float({
        description: 'The share that is done, 0 to 1.',
        resolve: ({ total, done, finishedAt }) => (finishedAt !== null ? 1 : total === 0 ? 0 : done / total),
      }),
      finishedAt: t.expose('finishedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was done; null while it is not.',
      }),
    }),
  })

/** Writes `CalendarChanges`. */
export const defineCalendarChanges = (builder: Builder, CalendarMoves: ReturnType<typeof defineCalendarMoves>) => {
  const Job = defineJob(builder)
  return builder.objectRef<CalendarChanges>('CalendarChanges').implement({
    access: CALENDAR_ACCESS,
    description: 'What a version of a calendar moved against the one before it, and what it left to do.',
    fields: (t) => ({
      moves: t.field({
        type: [CalendarMoves],
        description: 'What it moves, calendar by calendar, counted among the cases that are open now.',
        resolve: ({ moves }) => [...moves],
      }),
      jobs: t.field({
        type: [Job],
        description: 'How far cases have been derived again, calendar by calendar.',
        resolve: ({ jobs }) => [...jobs],
      }),
    }),
  })
}

/** Writes `CalendarFinding`. */
export const defineCalendarFinding = (builder: Builder) => {
  const Kind = builder.enumType('CalendarFindingKind', {
    description:
      'VERDICT: whether a closed case was in time would be answered differently. CARD_NOT_DUE: a card that was issued would not be. CARD_DUE: a closed case would have got a card.',
    values: FINDING_KINDS,
  })
  return builder.objectRef<Selectable<CalendarFindingTable>>('CalendarFinding').implement({
    access: OF_CASES,
    description: 'What a corrected day would change of what was said before. Nothing is rewritten: a person decides.',
    fields: (t) => ({
      caseId: t.exposeID('caseId', { description: 'The id of the case.' }),
      kind: t.expose('kind', { type: Kind, description: 'What would change.' }),
      about: t.exposeString('about', { description: 'The limit, or the clock and level of the card.' }),
      before: t.expose('before', { type: 'DateTime', nullable: true, description: 'When it was due as said before.' }),
      after: t.expose('after', { type: 'DateTime', nullable: true, description: 'When it is due as corrected.' }),
    }),
  })
}

/** Writes `ProvisionalCard`. */
export const defineProvisionalCard = (builder: Builder) => {
  const Proposal = builder.enumType('CardProposal', {
    description: 'What the days published since say of a card that waits: CONFIRM when it is due by now, else REFUSE.',
    values: ['CONFIRM', 'REFUSE'] as const,
  })
  return builder.objectRef<ProvisionalCard>('ProvisionalCard').implement({
    access: OF_CASES,
    description: 'A card that waits because it rested on days of which there was no notice, now that there is one.',
    fields: (t) => ({
      alertId: t.exposeID('alertId', { description: 'The alert, for `confirmAlert` or `refuseAlert`.' }),
      caseId: t.exposeID('caseId', { description: 'The id of its case.' }),
      dueAt: t.expose('dueAt', { type: 'DateTime', description: 'When it fell due as reckoned then.' }),
      dueNow: t.expose('dueNow', {
        type: 'DateTime',
        nullable: true,
        description: 'When it fell due by the days published since; null when it did not by now.',
      }),
      proposal: t.expose('proposal', { type: Proposal, description: 'What follows from it.' }),
    }),
  })
}
