import type { CoreServices } from '../../../core-services.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { RequestContext } from '../../../graphql/context.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault } from '../../../graphql/fault.ts'
import { wholeWithin } from '../../../registers/graphql/within.ts'
import { changeCalendar } from '../change-calendar.ts'
import { draftOfNotice } from '../import-notice.ts'
import { CALENDAR_ACCESS } from './access.ts'
import { hoursOfInput, wordsOf } from './calendar-input.ts'
import type { defineHoursSpell } from './hours-spell.ts'
import type { CalendarOutcome, defineCalendarOutcome } from './outcome.ts'

const SAVED = 'core.calendar.saved'
const IMPORTED = 'core.calendar.imported'

type Services = Pick<CoreServices, 'registers' | 'clock'>
type Types = Pick<ReturnType<typeof defineHoursSpell>, 'HoursSpellInput'> & {
  readonly Outcome: ReturnType<typeof defineCalendarOutcome>
}

const TEXTS = {
  region: 'The region, with all within it.',
  expectedVersion: 'The version that was read and is followed; left out for the first.',
  note: 'Why, at most 500 characters.',
  correction:
    'The reason to change days that have begun, at most 500 characters; without it such days are sealed. The cases that they touch are derived again, cards that were issued stay.',
  dryRun: 'True: only say what would move. Nothing is written.',
} as const

const defineInputs = (builder: Builder, { HoursSpellInput }: Types) => {
  const Kind = builder.enumType('CalendarDayKind', {
    description: 'What a calendar states of a day.',
    values: {
      OFF: { value: 'off', description: 'A day off.' },
      WORK: { value: 'work', description: 'A working day.' },
    },
  } as const)
  const Day = builder.inputType('CalendarDayInput', {
    description: 'What a calendar states of one day.',
    fields: (t) => ({
      date: t.field({ type: 'Date', required: true, description: 'The local date.' }),
      kind: t.field({ type: Kind, description: 'Left out: as in the calendar above, or as in every week, again.' }),
      name: t.string({ description: 'The holiday for which it is so, at most 40 characters.' }),
    }),
  })
  return {
    Save: builder.inputType('SaveCalendarInput', {
      description: 'A new version of the working days and hours of a region: what is not named stays.',
      fields: (t) => ({
        region: t.field({ type: 'RegionCode', required: true, description: TEXTS.region }),
        expectedVersion: t.int({ description: TEXTS.expectedVersion }),
        days: t.field({ type: [Day], description: 'The days that it is to state, at most 1,000.' }),
        hours: t.field({ type: [HoursSpellInput], description: 'All spells of hours of its own.' }),
        note: t.string({ description: TEXTS.note }),
        correction: t.string({ description: TEXTS.correction }),
        dryRun: t.boolean({ description: TEXTS.dryRun }),
      }),
    }),
    Import: builder.inputType('ImportCalendarInput', {
      description: "A year's notice for the calendar of a region.",
      fields: (t) => ({
        region: t.field({ type: 'RegionCode', required: true, description: TEXTS.region }),
        expectedVersion: t.int({ description: TEXTS.expectedVersion }),
        year: t.int({ required: true, description: 'The year of the notice: what was stated for it is replaced.' }),
        csv: t.string({
          required: true,
          description: 'CSV with the header date,kind,name; kind is off or work. At most 400 rows.',
        }),
        note: t.string({ description: TEXTS.note }),
        correction: t.string({ description: TEXTS.correction }),
        dryRun: t.boolean({ description: TEXTS.dryRun }),
      }),
    }),
  }
}

/** Writes the mutations `saveCalendar` and `importCalendar`. */
export const defineSaveCalendar = (builder: Builder, services: Services, types: Types): void => {
  const { Save, Import } = defineInputs(builder, types)
  const administer = { permission: 'core.administer' } as const
  builder.mutationField('saveCalendar', (t) =>
    t.field({
      type: resultOf(builder, 'SaveCalendar', CALENDAR_ACCESS, { outcome: types.Outcome }),
      description:
        'Adds a version to the calendar of a region, or says what it would move. A region without one gets its own, for what is accepted from then on. The same call again changes nothing.',
      authScopes: administer,
      audit: SAVED,
      args: { input: t.arg({ type: Save, required: true, description: 'The version.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const { region, ...common } = await commonOf(services, input, context)
          const days = (input.days ?? []).map(({ date, kind = null, name }) => ({
            date,
            kind,
            name: name?.trim() ?? '',
          }))
          const draft = { ...common, region, days, notice: null, hours: hoursOfInput(input.hours) }
          const changed = await changeCalendar(draft, changing(services, context, SAVED, input.dryRun))
          return { outcome: { ...changed, problems: [] } satisfies CalendarOutcome }
        }),
    }),
  )
  builder.mutationField('importCalendar', (t) =>
    t.field({
      type: resultOf(builder, 'ImportCalendar', CALENDAR_ACCESS, { outcome: types.Outcome }),
      description:
        "Imports a year's notice into the calendar of a region as a new version, or says what it would move; all of it or nothing. Calendars below follow by themselves.",
      authScopes: administer,
      audit: IMPORTED,
      args: { input: t.arg({ type: Import, required: true, description: 'The notice.' }) },
      resolve: (_root, { input }, context) =>
        answer(async (): Promise<{ outcome: CalendarOutcome }> => {
          const common = await commonOf(services, input, context)
          const { draft, problems } = draftOfNotice({ ...common, year: input.year, csv: input.csv })
          if (draft === null) return { outcome: { calendar: null, moves: [], derivedAgain: 0, problems } }
          const changed = await changeCalendar(draft, changing(services, context, IMPORTED, input.dryRun))
          return { outcome: { ...changed, problems } }
        }),
    }),
  )
}

type Common = {
  readonly region: string
  readonly expectedVersion?: number | null | undefined
  readonly note?: string | null | undefined
  readonly correction?: string | null | undefined
}

const commonOf = async ({ registers }: Services, input: Common, { principal }: RequestContext) => {
  const region = wholeWithin(await registers.tree(), principal, input.region)
  if (region === undefined) throw fault('NOT_FOUND', { value: input.region }, ['input', 'region'])
  return {
    region,
    expectedVersion: input.expectedVersion ?? null,
    note: wordsOf('note', input.note),
    correction: wordsOf('correction', input.correction),
  }
}

const changing = (
  services: Services,
  { principal, change }: RequestContext,
  action: string,
  dryRun: boolean | null | undefined,
) => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  const { lo, hi, username, name } = principal
  return { ...services, change, action, by: username ?? name, range: { lo, hi }, dryRun: dryRun === true }
}
