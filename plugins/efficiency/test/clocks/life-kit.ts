import {
  type CaseLife,
  type CaseRecord,
  type ClockDeclaration,
  DEFAULT_PACK,
  loadNationalDays,
  makeCalendar,
  withPolicy,
} from '@zhikong/core'

const { exceptions, publishedUntil } = loadNationalDays()
/** The calendar of the nation. */
export const calendar = makeCalendar({ id: 'hunan', version: 1, publishedUntil, exceptions })
/** An instant by its local time: `2018-10-15T10:00:00`. */
export const local = (text: string): Date => new Date(`${text}+08:00`)

/** A case accepted on Monday 2018-10-15 10:00, promised 7 and statutory 10 working days. */
export const record = (facts: Partial<CaseRecord>): CaseRecord => ({
  areaCode: 430102,
  openedOn: '2018-10-15',
  caseId: '00000000-0000-7000-8000-000000000000',
  scopeKey: 1,
  regionId: 1,
  hallId: 1,
  windowId: null,
  organisationId: null,
  matterId: 1,
  source: 'test',
  externalId: 'C1',
  channel: null,
  state: 'ACCEPTED',
  submittedAt: null,
  acceptedAt: local('2018-10-15T10:00:00'),
  acceptedRecordedAt: null,
  endedAt: null,
  deemedAt: null,
  parentExternalId: null,
  supplementDueAt: null,
  supplementedAt: null,
  extensionDays: 0,
  upperUnits: null,
  promisedAmount: 7,
  promisedUnit: 'WORKING_DAY',
  statutoryAmount: 10,
  statutoryUnit: 'WORKING_DAY',
  givenDueAt: null,
  calendarId: 'hunan',
  dueCalendar: null,
  dueW: null,
  statutoryDueCalendar: null,
  statutoryDueW: null,
  provisional: false,
  handlingUnits: null,
  overdueAt: null,
  statutoryOverdueAt: null,
  closedLate: null,
  closedStatutoryLate: null,
  yellowAt: null,
  redAt: null,
  cardLevel: null,
  flags: '',
  lastEventAt: local('2018-10-15T10:00:00'),
  updatedAt: local('2018-10-15T10:00:00'),
  ...facts,
})

type Event = CaseLife['events'][number]

/** An event of a case at a local time. */
export const happened = (kind: Event['kind'], when: string, payload: Event['payload'] = {}): Event => ({
  eventKey: `${kind} ${when}`,
  kind,
  occurredAt: local(when),
  receivedAt: local(when),
  windowId: null,
  payload,
})

/** The default rules with every clock counting from the second: as the worked examples of the table show them. */
const INSTANT = {
  ...DEFAULT_PACK,
  rulesOf: (clock: string) => withPolicy(DEFAULT_PACK.rulesOf(clock), 'INSTANT'),
}

/** What a clock reads of a case under those rules. */
export const life = (facts: Partial<CaseRecord>, more: Partial<CaseLife> = {}): CaseLife => ({
  record: record(facts),
  events: [],
  suspensions: [],
  calendar,
  pack: INSTANT,
  ...more,
})

/** `YELLOW 2018-10-24 10:00:01` for each card. */
export const shown = (clock: ClockDeclaration, of: CaseLife): readonly string[] =>
  clock.cards(of).map(({ level, at }) => `${level} ${localText(at)}`)

/** When a clock ended, in local time. */
export const endShown = ({ endOf }: ClockDeclaration, of: CaseLife): string | null => {
  const end = endOf?.(of) ?? null
  return end === null ? null : localText(end)
}

const localText = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
