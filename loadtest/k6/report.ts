import exec from 'k6/execution'
import { askUntilTaken } from './ask.ts'
import { caseNumberOf } from './case-number.ts'
import { complain } from './complain.ts'
import { casesEnded, notStored, stored } from './measures.ts'
import type { Reporter, ReportingHall } from './plan.ts'
import { plan } from './read-plan.ts'

const REPORT = `mutation Report($input: [CaseEventInput!]!) {
  reportCaseEvents(input: $input) {
    stored duplicates parked rejected results { index status error { code message } }
  }
}`
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

type Reported = {
  readonly reportCaseEvents: {
    readonly stored: number
    readonly duplicates: number
    readonly results: readonly { readonly error: { readonly message: string } | null }[]
  }
}

const WARNED_AFTER_MS = 3_000
/** Its place in an iteration, after the cases that are reported whole. */
const DUE_SOON = 999

/** An event as a hall's software sends it. */
export type SentEvent = {
  readonly source: string
  readonly externalId: string
  readonly eventId: string
  readonly kind: 'SUBMITTED' | 'ACCEPTED' | 'STEP' | 'CLOSED'
  readonly occurredAt: string
  readonly hall: string
  readonly matter: string
  readonly organisation: string
}

/** Sends events under the key of a system. */
export const report = (reporter: Reporter, input: readonly SentEvent[]): void => {
  const credential = { authorization: `Bearer ${reporter.key}` }
  const answer = askUntilTaken<Reported>(credential, { document: REPORT, variables: { input } })
  const { stored: taken, duplicates, results } = answer?.reportCaseEvents ?? { stored: 0, duplicates: 0, results: [] }
  stored.add(taken)
  const refused = results.find(({ error }) => error !== null)?.error
  if (refused != null) complain(`An event was refused: ${refused.message}`)
  notStored.add(input.length - taken - duplicates)
  if (taken + duplicates === input.length) casesEnded.add(input.filter(({ kind }) => kind === 'CLOSED').length)
}

/** One of many, by a running number. */
export const nth = <Item>(items: readonly Item[], n: number): Item => {
  const item = items[n % items.length]
  if (item === undefined) throw new Error('The plan has nothing of that.')
  return item
}

/** A number that no other iteration of the scenario has. */
export const runningNumber = (): number => exec.scenario.iterationInTest

/** The number of a case: scenario, iteration and place in it, and when it was made. */
const caseNumber = (at: number): string => caseNumberOf(`${exec.scenario.name}-${runningNumber()}-${at}`)

/** A case from its submission to its end, which is now: four events. */
export const wholeCase = (reporter: Reporter, hall: ReportingHall, at: number): readonly SentEvent[] => {
  const common = {
    source: reporter.source,
    externalId: caseNumber(at),
    hall: hall.code,
    matter: nth(plan.matters, runningNumber() + at),
    organisation: hall.organisation,
  }
  const kinds = ['SUBMITTED', 'ACCEPTED', 'STEP', 'CLOSED'] as const
  return kinds.map((kind, n) => ({
    ...common,
    eventId: kind,
    kind,
    occurredAt: new Date(Date.now() - (kinds.length - 1 - n) * HOUR_MS).toISOString(),
  }))
}

/** A case of two days that was accepted so long ago that its warning falls due in some seconds: a card for consoles. */
export const caseDueSoon = (reporter: Reporter, hall: ReportingHall): SentEvent => ({
  source: reporter.source,
  externalId: caseNumber(DUE_SOON),
  eventId: 'ACCEPTED',
  kind: 'ACCEPTED',
  occurredAt: new Date(Date.now() - DAY_MS + WARNED_AFTER_MS).toISOString(),
  hall: hall.code,
  matter: plan.twoDayMatter,
  organisation: hall.organisation,
})
