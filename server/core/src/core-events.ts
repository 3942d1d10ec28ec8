import type { CompletionPayload } from './feed/events.ts'

/** The contract of core: what it puts into the feed, by name. */
export type CoreEvents = {
  'cases.case.closed': CompletionPayload
  'cases.case.voided': CompletionPayload
  'cases.case.returned': CompletionPayload
  'cases.case.withdrawn': CompletionPayload
}

export const CORE_EVENTS = [
  'cases.case.closed',
  'cases.case.voided',
  'cases.case.returned',
  'cases.case.withdrawn',
] as const satisfies readonly (keyof CoreEvents)[]
