import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { changeCalendar, createRegisters, databaseClock, draftOfNotice, readText } from '@zhikong/core'
import type { ChangedCalendar, Database, NoticeProblem } from '@zhikong/core'

import { changeByCommand } from './actor.ts'
import { calendarNamed, EVERYWHERE, wholeNumber } from './calendar-named.ts'
import { UsageError } from './command.ts'
import type { CommandContext } from './command.ts'
import { asUsage } from './granting.ts'
import { readersLanguage } from './readers-language.ts'

const options = {
  calendar: { type: 'string' },
  year: { type: 'string' },
  note: { type: 'string' },
  correction: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const

/** Imports a notice, or says what it would move. Exit 1 when any of its rows cannot be taken. */
export async function importCalendar(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError('Say which file: one.')
  if (values.calendar === undefined) throw new UsageError('Say into which calendar: --calendar hunan.')
  if (values.year === undefined) throw new UsageError('Say of which year the notice is: --year 2027.')
  const year = wholeNumber('--year', values.year)
  const csv = await readFile(file, context)
  const database = await context.database()
  const view = await calendarNamed(database, values.calendar, null)
  const { note = null, correction = null } = values
  const common = { region: view.region, expectedVersion: view.row.version, note, correction }
  const { draft, problems } = draftOfNotice({ ...common, year, csv })
  if (draft === null) return tellProblems(problems, context)
  const dryRun = values['dry-run']
  const changed = await asUsage(() => changeCalendar(draft, changing(database, dryRun)))
  tellMoves(changed, dryRun, context)
  return 0
}

const changing = (database: Database, dryRun: boolean) => ({
  registers: createRegisters((work) => database.withScope({ mode: 'engine' }, work)),
  clock: databaseClock(database),
  change: changeByCommand(database),
  action: 'core.calendar.imported',
  by: 'cli',
  range: EVERYWHERE,
  dryRun,
})

async function readFile(file: string, { signal }: CommandContext): Promise<string> {
  const read = await readText(createReadStream(file, { signal })).catch((error: unknown) => {
    throw new UsageError(`The file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  if ('text' in read) return read.text
  throw new UsageError(read.fault[readersLanguage(process.env)])
}

function tellProblems(problems: readonly NoticeProblem[], { tell }: CommandContext): number {
  const language = readersLanguage(process.env)
  for (const { row, column, message } of problems) {
    tell(`row ${row}${column === null ? '' : `, column ${column}`}: ${message[language]}`)
  }
  tell(`Nothing was imported: ${problems.length} ${problems.length === 1 ? 'error' : 'errors'}.`)
  return 1
}

function tellMoves({ calendar, moves, derivedAgain }: ChangedCalendar, dryRun: boolean, { print }: CommandContext) {
  for (const { affected, total, examples } of moves) {
    const first = affected.days[0]?.date
    print(`${affected.id}: ${affected.days.length} days differ${first === undefined ? '' : ` from ${first} on`}`)
    print(`${affected.id}: deadlines of ${total} open cases move`)
    for (const { caseId, dueBefore, dueAfter } of examples) {
      print(`  ${caseId}\t${dueBefore?.toISOString() ?? '–'} → ${dueAfter?.toISOString() ?? '–'}`)
    }
  }
  print(`${derivedAgain} cases are derived again`)
  if (moves.length === 0) print('Nothing differs: the calendar says the same already.')
  else print(dryRun ? '(dry run)' : `Saved as version ${calendar?.row.version}.`)
}
