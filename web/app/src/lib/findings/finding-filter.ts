import { type FindingFilter, SEVERITIES, SOURCES, STATES } from './findings.query.ts'

type Search = Pick<URLSearchParams, 'get' | 'getAll'>

const one = <Value extends string>(search: Search, name: string, allowed: readonly Value[]): Value | undefined =>
  allowed.find((value) => value === search.get(name))

/** The filter of the ledger as its address states it; what is unknown is left out. */
export function findingFilter(search: Search): FindingFilter {
  const states = STATES.filter((state) => search.getAll('state').includes(state))
  const [severity, source] = [one(search, 'severity', SEVERITIES), one(search, 'source', SOURCES)]
  const free = (['type', 'organisation', 'hall', 'text'] as const).flatMap((name) => {
    const value = search.get(name)?.trim()
    return value ? [[name, value] as const] : []
  })
  return {
    ...(states.length > 0 ? { states } : {}),
    ...(severity ? { severity } : {}),
    ...(source ? { source } : {}),
    ...(search.get('repeated') === 'true' ? { isRepeated: true } : {}),
    ...Object.fromEntries(free),
  }
}
