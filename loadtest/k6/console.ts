import { ask, askAll, type Credential, type Question } from './ask.ts'
import { openingTime } from './measures.ts'
import { periodsUpTo } from './periods.ts'
import type { Person } from './plan.ts'
import { plan } from './read-plan.ts'

const INDICATORS = ['on-time-rate', 'cases-overdue', 'cases-open', 'cases-accepted', 'cases-closed'] as const
/** Regions whose trends a page asks for at once. */
const AT_ONCE = 7

const periods = periodsUpTo(plan.today)

type Place = { readonly region: { readonly children: readonly { readonly code: string }[] } | null }
type Listed = { readonly cases: { readonly nodes: readonly { readonly id: string }[] } }

/** All that a console asks for when it opens on a region. Gives the regions within. */
export const openConsole = (credential: Credential, { region }: Pick<Person, 'region'>): readonly string[] => {
  const begun = Date.now()
  const [, place] = askAll(credential, [
    { document: 'query Entry' },
    { document: 'query Place', variables: { code: region } },
    { document: 'query OpenCards', variables: { within: region } },
    ...overviewOf(region),
  ])
  openingTime.add(Date.now() - begun)
  return (place as Place | null)?.region?.children.map(({ code }) => code) ?? []
}

/** The overview of a region alone: what is asked again when one goes into it, or when something happened. */
export const readOverview = (credential: Credential, region: string): void => {
  askAll(credential, overviewOf(region))
}

const overviewOf = (code: string): readonly Question[] => [
  { document: 'query Overview', variables: { code, indicators: INDICATORS, ...periods, trendBy: 'MONTH' } },
  { document: 'query TodaysCards', variables: { code, today: `${plan.today}T00:00:00+08:00` } },
  { document: 'query NewestAlerts', variables: { within: code } },
]

/** The trends of the regions within, some at once. */
export const readTrends = (credential: Credential, codes: readonly string[]): void => {
  const shown = codes.slice(0, AT_ONCE)
  if (shown.length === 0) return
  const regions = Object.fromEntries(shown.map((code, at) => [`r${at}`, code]))
  const { trendFrom: from, trendTo: to } = periods
  const variables = { indicator: 'on-time-rate', from, to, by: 'MONTH', ...regions }
  ask(credential, { document: `query Trends${shown.length}`, variables })
}

/** A page of the list of cases. Gives their ids. */
export const readCases = (credential: Credential, within: string): readonly string[] => {
  const listed = ask<Listed>(credential, { document: 'query Cases', variables: { within, filter: {}, first: 20 } })
  return listed?.cases.nodes.map(({ id }) => id) ?? []
}

/** The board of cards. */
export const readCards = (credential: Credential, within: string): void => {
  ask(credential, { document: 'query Alerts', variables: { within, filter: {}, first: 20 } })
}

/** One case with all its events. */
export const readCase = (credential: Credential, id: string): void => {
  ask(credential, { document: 'query Case', variables: { id } })
}
