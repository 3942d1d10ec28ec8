import type { CaseFilter } from './lists.query.ts'

type Search = Pick<URLSearchParams, 'get' | 'getAll'>

const caseStates = [
  'SUBMITTED',
  'ACCEPTED',
  'CORRECTION',
  'SUSPENDED',
  'CLOSED',
  'VOIDED',
  'RETURNED',
  'WITHDRAWN',
] as const
const cardLevels = ['WARNING', 'YELLOW', 'RED'] as const
const alertStates = ['TO_CONFIRM', 'ISSUED', 'ACKNOWLEDGED', 'APPEALED', 'UPHELD', 'REVOKED', 'CLOSED'] as const
const tiers = ['UNIT', 'HALL', 'AUTHORITY'] as const
const singles = [
  'channel',
  'source',
  'matter',
  'organisation',
  'hall',
  'flag',
  'acceptedFrom',
  'acceptedTo',
  'closedFrom',
  'closedTo',
  'text',
] as const

const among = (search: Search, key: string, allowed: readonly string[]): Record<string, readonly string[]> => {
  const chosen = search.getAll(key).filter((value) => allowed.includes(value))
  return chosen.length > 0 ? { [key]: chosen } : {}
}
const flag = (search: Search, key: string): Record<string, boolean> =>
  search.get(key) === 'true' ? { [key]: true } : search.get(key) === 'false' ? { [key]: false } : {}

/** The filter of a list of cases as its address states it; what is unknown is left out. */
export function caseFilter(search: Search): CaseFilter {
  return {
    ...among(search, 'state', caseStates),
    ...among(search, 'cardLevel', cardLevels),
    ...flag(search, 'overdue'),
    ...flag(search, 'closedLate'),
    ...flag(search, 'endedLate'),
    ...Object.fromEntries(
      singles.flatMap((key) => {
        const value = search.get(key)?.trim()
        return value ? [[key, value]] : []
      }),
    ),
  }
}

/** How long ago a card was issued, at least: whole days of 24 hours. */
const ages = [
  { value: '1', days: 1 },
  { value: '3', days: 3 },
  { value: '7', days: 7 },
  { value: '30', days: 30 },
] as const

/**
 * The filter of a list of alerts. `raisedFrom` and `raisedTo` are local dates in the address; `age`, days before now,
 * stands for `raisedTo` where that is not given.
 */
export function alertFilter(search: Search, now: Date): CaseFilter {
  const age = ages.find(({ value }) => value === search.get('age'))
  const byAge = age === undefined ? {} : { raisedTo: new Date(now.getTime() - age.days * 86_400_000).toISOString() }
  const singly = (key: string): Record<string, string> => {
    const value = search.get(key)?.trim()
    return value ? { [key]: value } : {}
  }
  const instant = (key: string): Record<string, string> => {
    const value = search.get(key)
    return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? { [key]: `${value}T00:00:00+08:00` } : {}
  }
  return {
    ...among(search, 'level', cardLevels),
    ...among(search, 'state', alertStates),
    ...among(search, 'escalation', tiers),
    ...flag(search, 'historical'),
    ...flag(search, 'feedbackOverdue'),
    ...singly('organisation'),
    ...singly('hall'),
    ...byAge,
    ...instant('raisedFrom'),
    ...instant('raisedTo'),
  }
}

export { ages, alertStates, cardLevels, caseStates, tiers }
