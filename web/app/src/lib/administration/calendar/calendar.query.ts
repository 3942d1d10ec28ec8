import type { PlaceRef, RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export type HoursSpell = { readonly from: string; readonly until: string; readonly spans: readonly string[] }
export type CalendarVersion = {
  readonly version: number
  readonly createdAt: string
  readonly createdBy: string
  readonly note: string | null
  readonly correction: string | null
}
export type WorkCalendar = {
  readonly id: string
  readonly region: RegionRef
  readonly version: number
  readonly publishedUntil: string
  readonly inheritsFrom: readonly string[]
  readonly versions: readonly CalendarVersion[]
  readonly hours: readonly HoursSpell[]
}
export type CalendarDay = {
  readonly date: string
  readonly isWorkday: boolean
  readonly isProvisional: boolean
  readonly statedBy: string | null
  readonly name: string | null
  readonly hours: readonly string[]
}
export type DayChange = { readonly date: string; readonly before: readonly string[]; readonly after: readonly string[] }
export type CalendarMoves = {
  readonly calendarId: string
  readonly publishedUntil: string
  readonly firstDay: string | null
  readonly days: readonly DayChange[]
  readonly cases: number
  readonly regions: readonly { readonly region: RegionRef; readonly cases: number }[]
  readonly examples: readonly {
    readonly caseId: string
    readonly region: RegionRef
    readonly dueBefore: string | null
    readonly dueAfter: string | null
    readonly statutoryBefore: string | null
    readonly statutoryAfter: string | null
  }[]
}
export type CalendarJob = {
  readonly calendarId: string
  readonly firstDay: string
  readonly touchesPast: boolean
  readonly progress: number
  readonly finishedAt: string | null
}
export type CalendarFinding = {
  readonly caseId: string
  readonly kind: 'VERDICT' | 'CARD_NOT_DUE' | 'CARD_DUE'
  readonly about: string
  readonly before: string | null
  readonly after: string | null
}
export type ProvisionalCard = {
  readonly alertId: string
  readonly caseId: string
  readonly dueAt: string
  readonly dueNow: string | null
  readonly proposal: 'CONFIRM' | 'REFUSE'
}
export type NoticeProblem = { readonly row: number; readonly column: string | null; readonly message: string }
export type CalendarOutcome = {
  readonly calendar: { readonly version: number } | null
  readonly moves: readonly CalendarMoves[]
  readonly derivedAgain: number
  readonly problems: readonly NoticeProblem[]
}

const region = 'region { code name nameEn level }'
const moves = `calendarId publishedUntil firstDay days { date before after } cases regions { ${region} cases } examples { caseId ${region} dueBefore dueAfter statutoryBefore statutoryAfter }`
const outcome = `outcome { calendar { version } moves { ${moves} } derivedAgain problems { row column message } }`

export const calendarsQuery = query<{ calendars: readonly WorkCalendar[] }, { within: string }>(
  `query Calendars($within: RegionCode!) {
  calendars(within: $within) {
    id ${region} version publishedUntil inheritsFrom hours { from until spans }
    versions { version createdAt createdBy note correction }
  }
}`,
)

export const calendarYearQuery = query<
  { calendar: { readonly days: readonly CalendarDay[] } | null },
  { id: string; from: string; to: string }
>(`query CalendarYear($id: ID!, $from: Date!, $to: Date!) {
  calendar(id: $id) { days(from: $from, to: $to) { date isWorkday isProvisional statedBy name hours } }
}`)

export const calendarChangesQuery = query<
  { calendarChanges: { readonly moves: readonly CalendarMoves[]; readonly jobs: readonly CalendarJob[] } | null },
  { id: string; version: number }
>(`query CalendarChanges($id: ID!, $version: Int!) {
  calendarChanges(id: $id, version: $version) { moves { ${moves} } jobs { calendarId firstDay touchesPast progress finishedAt } }
}`)

export const calendarFindingsQuery = query<
  { calendarFindings: readonly CalendarFinding[] },
  { id: string; version: number }
>(`query CalendarFindings($id: ID!, $version: Int!) {
  calendarFindings(id: $id, version: $version) { caseId kind about before after }
}`)

export const provisionalCardsQuery = query<{ provisionalCards: readonly ProvisionalCard[] }, { within: string }>(
  `query ProvisionalCards($within: RegionCode!) {
  provisionalCards(within: $within) { alertId caseId dueAt dueNow proposal }
}`,
)

export type OpenHall = PlaceRef & {
  readonly openings: readonly { readonly weekday: number; readonly spans: readonly string[] }[]
}

export const hallHoursQuery = query<
  { halls: { readonly total: number; readonly nodes: readonly OpenHall[] } },
  { within: string; first: number }
>(`query HallHours($within: RegionCode!, $first: Int!) {
  halls(within: $within, first: $first) { total nodes { code name nameEn openings { weekday spans } } }
}`)

/** What is left out of a hall stays as it is. */
export const saveHallHoursMutation = mutation<object, { code: string; hours: string | null }>(
  `mutation SaveHallHours($input: SaveHallInput!) { outcome: saveHall(input: $input) { __typename ... on InputError { message path } } }`,
)

type Common = {
  readonly region: string
  readonly expectedVersion: number | null
  readonly note: string | null
  readonly correction: string | null
  readonly dryRun: boolean
}
export type DayInput = { readonly date: string; readonly kind: 'OFF' | 'WORK' | null; readonly name: string }
export type HoursInput = {
  readonly from: string
  readonly until: string | null
  readonly spans: readonly { readonly from: string; readonly to: string }[]
}

type Done = { readonly outcome: CalendarOutcome }

export const saveCalendarQuery = mutation<
  Done,
  Common & { readonly days: readonly DayInput[]; readonly hours: readonly HoursInput[] | null }
>(`mutation SaveCalendar($input: SaveCalendarInput!) {
  outcome: saveCalendar(input: $input) { __typename ... on InputError { message path } ... on SaveCalendarPayload { ${outcome} } }
}`)

export const importCalendarQuery = mutation<
  Done,
  Common & { readonly year: number; readonly csv: string }
>(`mutation ImportCalendar($input: ImportCalendarInput!) {
  outcome: importCalendar(input: $input) { __typename ... on InputError { message path } ... on ImportCalendarPayload { ${outcome} } }
}`)
