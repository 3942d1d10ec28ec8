import { parseArgs } from 'node:util'
import { selectCalendars, shownDays } from '@zhikong/core'

import { importCalendar } from './calendar-import.ts'
import { calendarNamed, EVERYWHERE, wholeNumber } from './calendar-named.ts'
import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { regionsOf } from './granting.ts'

/** Imports the notice of a year into a calendar, lists calendars and shows one. */
export const calendar: Command = {
  name: 'calendar',
  summary: "import a year's notice of days off and at work, list or show calendars",
  usage: [
    'pnpm zhikong calendar import FILE --calendar hunan --year 2027 [--note TEXT] [--correction REASON] [--dry-run]',
    'pnpm zhikong calendar list',
    'pnpm zhikong calendar show ID [--version 1] [--year 2027]',
    '',
    'FILE          CSV with the header date,kind,name; kind is off or work; UTF-8 or GB18030',
    '--year        the year of the notice: what the calendar stated for it is replaced',
    '--dry-run     only say which deadlines would move',
    '--correction  why days that have begun are changed; without it they are sealed',
    '--note        why, for who reads the versions later',
  ].join('\n'),
  run: async (args, context) => {
    const [verb, ...rest] = args
    if (verb === 'import') return importCalendar(rest, context)
    if (verb === 'list') return list(context)
    if (verb === 'show') return show(rest, context)
    throw new UsageError('Say what to do with calendars: import, list or show.')
  },
}

async function list({ database, print }: CommandContext): Promise<void> {
  const opened = await database()
  const tree = await regionsOf(opened)
  const views = await opened.withScope({ mode: 'administration' }, (trx) => selectCalendars(trx, tree, EVERYWHERE))
  for (const { row, region, calendar: inForce, chain } of views) {
    const above = chain.slice(0, -1).map(({ id }) => id)
    const from = above.length === 0 ? '–' : `inherits ${above.join(', ')}`
    print([row.id, region.code, `version ${row.version}`, `published until ${inForce.publishedUntil}`, from].join('\t'))
  }
}

async function show(args: readonly string[], { database, print }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { version: { type: 'string' }, year: { type: 'string' } },
    allowPositionals: true,
  })
  const [id] = positionals
  if (id === undefined) throw new UsageError('Say which calendar: "calendar list" shows them.')
  const version = values.version === undefined ? null : wholeNumber('--version', values.version)
  const view = await calendarNamed(await database(), id, version)
  const year = values.year ?? String(Number(view.calendar.publishedUntil.slice(0, 4)) - 1)
  for (const each of view.versions) {
    const { createdAt, createdBy, note, correction } = each
    const why = [note, correction === null ? null : `correction: ${correction}`].filter((text) => text !== null)
    print(`version ${each.version}\t${createdAt.toISOString()}\t${createdBy}\t${why.join('; ')}`)
  }
  wholeNumber('--year', year)
  for (const day of shownDays(view.chain, view.calendar, `${year}-01-01`, `${year}-12-31`)) {
    if (day.statedBy === null) continue
    const kind = day.isWorkday ? `work ${day.hours.join(' ')}` : 'off'
    print([day.date, kind, day.name ?? '', day.statedBy].join('\t'))
  }
}
