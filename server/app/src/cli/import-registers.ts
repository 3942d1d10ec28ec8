import { createReadStream } from 'node:fs'
import { access, constants, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
  createRegisters,
  databaseClock,
  importRegister,
  importSource,
  localDate,
  prepareData,
  REGISTER_KINDS,
  registerTemplate,
  StartRefused,
} from '@zhikong/core'
import type { Database, ImportFault, RegisterImport, RegisterKind } from '@zhikong/core'

import { changeByCommand, type AuditedWork } from './actor.ts'
import { UsageError } from './command.ts'
import type { CommandContext } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { readersLanguage } from './readers-language.ts'

const options = {
  'dry-run': { type: 'boolean', default: false },
  template: { type: 'boolean', default: false },
} as const

const MOST_SHOWN = 100

/** The lines of `import --help` on registers. */
export const importRegistersUsage = [
  'pnpm zhikong import registers KIND FILE [--dry-run]',
  'pnpm zhikong import registers KIND --template [FILE]',
  '',
  `KIND           ${REGISTER_KINDS.join(', ')}`,
  'FILE           CSV in UTF-8 or GB18030; loaded as a whole or not at all; safe to repeat',
  '--dry-run      only say what would be done',
  '--template     write an empty file with its header: to FILE, or to standard output',
].join('\n')

/** Imports a register from a CSV file, or writes an empty file of it. */
export async function importRegisters(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [named, file, ...more] = positionals
  const kind = REGISTER_KINDS.find((known) => known === named)
  if (kind === undefined) throw new UsageError(`Say which register: ${REGISTER_KINDS.join(', ')}.`)
  if (more.length > 0) throw new UsageError('Give one file at a time.')
  if (values.template) return writeTemplate(kind, file, context)
  if (file === undefined) throw new UsageError('Say which file; --template writes an empty one.')
  await assertReadable(file)
  if (context.config.demo) {
    throw new StartRefused(
      'Registers are not imported beside demo data: set DEMO=0 for this command and for the server that shows them.',
    )
  }
  const report = await load(await context.database(), kind, file, values['dry-run'], context)
  return tellReport(report, values['dry-run'], context)
}

async function writeTemplate(kind: RegisterKind, file: string | undefined, { print, tell }: CommandContext) {
  if (file === undefined) {
    print(registerTemplate(kind).trimEnd())
    return 0
  }
  // With the mark by which spreadsheets know UTF-8.
  await writeFile(file, `\ufeff${registerTemplate(kind)}`, { flag: 'wx' }).catch((error: unknown) => {
    throw new UsageError(`The file ${file} cannot be made: ${reasonOf(error)}.`)
  })
  tell(`Written: ${file}`)
  return 0
}

async function assertReadable(file: string): Promise<void> {
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw new UsageError(`The file ${file} cannot be read: ${reasonOf(error)}.`)
  })
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'EEXIST') return 'it exists already'
  if (code === 'EACCES') return 'there is no permission'
  if (code === 'EISDIR') return 'it is a folder'
  return String(code ?? error)
}

async function load(
  database: Database,
  kind: RegisterKind,
  file: string,
  dryRun: boolean,
  { tell, signal }: CommandContext,
): Promise<RegisterImport> {
  await prepareData(database)
  const registers = createRegisters((work) => database.withScope({ mode: 'engine' }, work))
  const today = localDate(await databaseClock(database).now())
  const bar = progressBar(process.stderr, kind)
  tell(`${dryRun ? 'Checking' : 'Importing'} ${kind} into the database ${database.name} …`)
  try {
    const host = {
      registers,
      administer: <T>(work: AuditedWork<T>) => changeByCommand(database)('core.register.imported', work),
    }
    return await importRegister(host, kind, createReadStream(file, { signal }), {
      today,
      dryRun,
      source: await importSource(file, signal),
      language: readersLanguage(process.env),
      onProgress: (done, total) => {
        signal.throwIfAborted()
        bar.show(done, total)
      },
    })
  } catch (error) {
    if (signal.aborted) throw new StartRefused('Stopped: nothing was imported.')
    if (reasonOf(error) === 'it is a folder') throw new StartRefused(`The file ${file} cannot be read: it is a folder.`)
    throw error
  } finally {
    bar.end()
  }
}

function tellReport(report: RegisterImport, dryRun: boolean, { print, tell }: CommandContext): number {
  const { rows, created, changed, unchanged, errors } = report
  for (const line of faultTable(errors.slice(0, MOST_SHOWN))) tell(line)
  if (errors.length > MOST_SHOWN) tell(`… and ${errors.length - MOST_SHOWN} more`)
  if (errors.length > 0) {
    tell(`Nothing was imported: ${errors.length} ${errors.length === 1 ? 'error' : 'errors'} in ${rows} rows.`)
    return 1
  }
  print(`${rows} rows: ${created} new, ${changed} changed, ${unchanged} unchanged${dryRun ? ' (dry run)' : ''}`)
  return 0
}

function faultTable(errors: readonly ImportFault[]): string[] {
  if (errors.length === 0) return []
  const lines = errors.map(({ row, column, code, message }) => [String(row), column ?? '–', code, message] as const)
  const table = [['row', 'column', 'code', 'what is wrong'] as const, ...lines]
  const width = (at: 0 | 1 | 2) => Math.max(...table.map((line) => line[at].length))
  const widths = [width(0), width(1), width(2)] as const
  return table.map(
    ([row, column, code, message]) =>
      `${row.padStart(widths[0])}  ${column.padEnd(widths[1])}  ${code.padEnd(widths[2])}  ${message}`,
  )
}
