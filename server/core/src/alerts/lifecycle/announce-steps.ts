import { placeOf, promisedOf, subjectOf } from '../../cases/announce.ts'
import type { CaseEngine } from '../../cases/engine.ts'
import type { CaseRecord } from '../../cases/record.ts'
import type { OutboxEntry } from '../../feed/append.ts'
import type { AlertPayload } from '../../feed/events.ts'
import type { AlertTable, StepKind } from '../tables.ts'
import { eventOf, TOLD } from './events.ts'
import type { Moved } from './take-step.ts'

const WORDS: { readonly [Kind in StepKind]?: string } = TOLD

/** A step that brought a card to where it stands, and the case that it is about. */
export type MovedOfCase = Moved & { readonly record: CaseRecord }

type Naming = Pick<CaseEngine, 'clocks' | 'registers'>

/** The feed's entries for what became of cards of cases, in the order of the steps. */
export const announceSteps = (moved: readonly MovedOfCase[], engine: Naming, now: Date): readonly OutboxEntry[] =>
  moved.flatMap(({ alert, record, steps }) => {
    const issued = engine.clocks.find(({ code }) => code === alert.clock)?.event
    // Whom nobody told of a card, nobody tells what became of it.
    if (issued === undefined || alert.historical) return []
    // A card that passed two tiers at once, after an outage, is told as standing on the second.
    const kinds = new Set(steps.map(({ kind }) => kind))
    return [...kinds].flatMap((kind) => {
      const event = kind === 'CONFIRMED' ? issued : WORDS[kind] && eventOf(issued, WORDS[kind])
      return event === undefined ? [] : [entryOf(event, alert, record, engine, now)]
    })
  })

const entryOf = (
  kind: string,
  alert: AlertTable,
  record: CaseRecord,
  { registers }: Naming,
  now: Date,
): OutboxEntry => {
  const payload: AlertPayload = {
    ...subjectOf(record, registers, now),
    alertId: alert.alertId,
    level: alert.level,
    clock: alert.clock,
    dueAt: alert.dueAt.toISOString(),
    promised: promisedOf(record),
    countedDays: null,
    overDays: null,
    provisional: alert.provisional,
    escalation: alert.escalation,
    ...(alert.state === 'TO_CONFIRM' ? { waits: true } : {}),
  }
  return { topic: 'ALERT', kind, level: alert.level, ...placeOf(record), payload }
}
