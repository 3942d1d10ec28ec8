import type { PluginTransaction } from '@zhikong/core'
import type { Act, Measure } from '../contract.ts'
import { UNHEARD } from '../graphql/open-accountability.ts'
import { insertRecord, insertRecordStep, type RecordRow } from '../queries/accountability-record.ts'
import type { DemoCard } from '../queries/demo-cards.ts'
import type { Efficiency, RecordState } from '../tables.ts'
import { DEMO_DECIDER, DEMO_OPENER } from './who.ts'

/** The ways that records of the demo went, one after the other. */
const COURSES: readonly (readonly RecordState[])[] = [
  ['OPEN'],
  ['OPEN', 'HEARD', 'DECIDED', 'CARRIED_OUT', 'CLOSED'],
  ['OPEN', 'HEARD'],
  ['OPEN', 'HEARD', 'DECIDED'],
  ['OPEN', 'HEARD', 'DECIDED', 'CARRIED_OUT'],
  ['OPEN', 'WITHDRAWN'],
]

const WORDS: Readonly<Record<RecordState, string>> = {
  OPEN: '演示数据：办件超过承诺时限，经核查属实，予以立案。',
  HEARD: '演示数据：已听取陈述申辩，单位对超期事实无异议。',
  DECIDED: '演示数据：事实清楚，依据充分，作出决定。',
  CARRIED_OUT: '演示数据：决定已送达并执行，已完成整改。',
  CLOSED: '演示数据：整改完成，予以办结。',
  WITHDRAWN: '演示数据：经复核不宜追责，撤回。',
}

const MEASURES: readonly Measure[] = ['ADMONITION', 'ORDERED_TO_CORRECT', 'CRITICISM', 'ADMONITION', 'REFERRED']

/**
 * Keeps a record from a card, and its trail; `at` says which of the courses it takes. The cards of the demo's past are
 * all raised when it is loaded, so the steps lie between the day on which the card fell due and now.
 */
export async function insertDemoRecord(
  trx: PluginTransaction<Efficiency>,
  { alertId, level, raisedAt, dueAt, ...accused }: DemoCard,
  { at, now }: { readonly at: number; readonly now: Date },
): Promise<void> {
  const course = COURSES[at % COURSES.length] ?? ['OPEN']
  const between = (now.getTime() - dueAt.getTime()) / (course.length + 1)
  const on = (state: RecordState): Date => new Date(dueAt.getTime() + (course.indexOf(state) + 1) * between)
  const act: Act = level === 'RED' && at % 2 === 0 ? 'INACTION' : 'SLOW'
  const id = await insertRecord(trx, {
    ...UNHEARD,
    ...accused,
    ...reached(course, on, at),
    alertId,
    leadId: null,
    staffId: null,
    act,
    issuedAt: raisedAt,
    ground: WORDS.OPEN,
    citedRule: '演示数据：法定时限和承诺时限的规定',
    openedById: DEMO_OPENER.id,
    openedBy: DEMO_OPENER.name,
    openedAt: on('OPEN'),
    state: course.at(-1) ?? 'OPEN',
  })
  if (id === undefined) return
  for (const state of course) {
    const { id: actorId, name: actor } = state === 'DECIDED' ? DEMO_DECIDER : DEMO_OPENER
    const { scopeKey } = accused
    await insertRecordStep(trx, { recordId: id, scopeKey, at: on(state), actorId, actor, state, words: WORDS[state] })
  }
}

/** What the steps of a course wrote into the record. */
const reached = (
  course: readonly RecordState[],
  on: (state: RecordState) => Date,
  at: number,
): Partial<Pick<RecordRow, keyof typeof UNHEARD>> => ({
  ...(course.includes('HEARD') && { hearing: 'HELD', heardAt: on('HEARD'), statement: WORDS.HEARD }),
  ...(course.includes('DECIDED') && {
    measure: MEASURES[at % MEASURES.length] ?? 'ADMONITION',
    decisionNumber: `演示〔${on('DECIDED').getUTCFullYear()}〕${at + 1}号`,
    decidedById: DEMO_DECIDER.id,
    decidedBy: DEMO_DECIDER.name,
    decidedAt: on('DECIDED'),
  }),
  ...(course.includes('CARRIED_OUT') && {
    servedAt: on('CARRIED_OUT'),
    carriedOutAt: on('CARRIED_OUT'),
    outcome: WORDS.CARRIED_OUT,
  }),
})
