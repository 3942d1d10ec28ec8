import { access, constants, readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
  importCases,
  MapRefused,
  openErrorsFile,
  openPlatform,
  openVault,
  prepareData,
  readCaseMap,
  sayProblem,
  StartRefused,
} from '@zhikong/core'
import type { CaseMap, FileProblem, ImportReport } from '@zhikong/core'

import { changeByCommand } from './actor.ts'
import { UsageError } from './command.ts'
import type { CommandContext } from './command.ts'
import { progressBar } from './progress-bar.ts'
import { readersLanguage } from './readers-language.ts'

const options = {
  map: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'create-missing': { type: 'boolean', default: false },
  errors: { type: 'string' },
} as const

const MOST_SHOWN = 50

/** The lines of `import --help` on cases. */
export const importCasesUsage = [
  'pnpm zhikong import cases FILE --map MAP.json [--dry-run] [--create-missing] [--errors OUT.csv]',
  '',
  'FILE               CSV of another system; loaded as a whole or not at all; safe to repeat',
  '--map              how its columns become cases and events: docs/guide/import.md',
  '--dry-run          check every row and say what would be done',
  '--create-missing   make the halls, windows, organisations, matters and channels that it names',
  '--errors           write every error to a CSV file (the first 50 are shown)',
].join('\n')

/** Loads cases from a CSV file of another system by a map. */
export async function importCasesFile(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [file, ...more] = positionals
  if (file === undefined) throw new UsageError('Say which file.')
  if (more.length > 0) throw new UsageError('Give one file at a time.')
  if (values.map === undefined) throw new UsageError('Give the map of the file: --map MAP.json.')
  await access(file, constants.R_OK).catch(() => {
    throw new UsageError(`The file ${file} cannot be read.`)
  })
  const map = await readMap(values.map)
  if (context.config.demo) {
    throw new StartRefused(
      'Cases are not imported beside demo data: set DEMO=0 for this command and for the server that shows them.',
    )
  }
  const errors = values.errors === undefined ? undefined : openErrorsFile(values.errors)
  const report = await load(file, map, values, context, errors?.add)
  await errors?.close()
  return tellReport(report, values['dry-run'], context)
}

async function readMap(path: string): Promise<CaseMap> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`The map ${path} cannot be read.`)
  })
  try {
    return readCaseMap(text)
  } catch (error) {
    if (error instanceof MapRefused) throw new StartRefused(error.message)
    throw error
  }
}

type Loaded = ImportReport & { readonly seconds: number }

async function load(
  file: string,
  map: CaseMap,
  values: { readonly 'dry-run': boolean; readonly 'create-missing': boolean },
  { config, database: open, declarations, tell, signal }: CommandContext,
  addError: ((problem: FileProblem) => void) | undefined,
): Promise<Loaded> {
  const database = await open()
  await prepareData(database)
  const vault = await openVault(database, config, tell)
  const platform = await openPlatform({ database, declarations, onError: (error) => tell(String(error)), vault })
  const bar = progressBar(process.stderr, 'cases')
  const language = readersLanguage(process.env)
  const begun = performance.now()
  let shown = 0
  tell(`${values['dry-run'] ? 'Checking' : 'Importing'} ${file} into the database ${database.name} …`)
  try {
    const report = await importCases(platform, {
      file,
      map,
      dryRun: values['dry-run'],
      createMissing: values['create-missing'],
      change: changeByCommand(database),
      signal,
      onProgress: (phase, done, total) => {
        if (phase === 'writing' && total !== null) bar.show(done, total)
      },
      onProblem: (problem) => {
        addError?.(problem)
        shown += 1
        if (shown <= MOST_SHOWN) tell(`${problem.code}  ${sayProblem(problem, language)}`)
      },
    })
    return { ...report, seconds: (performance.now() - begun) / 1000 }
  } catch (error) {
    if (signal.aborted) throw new StartRefused('Stopped: nothing was imported.')
    throw error
  } finally {
    bar.end()
    await platform.close()
  }
}

function tellReport(report: Loaded, dryRun: boolean, { print, tell }: CommandContext): number {
  const { contents, created, problems, written, seconds } = report
  if (problems > MOST_SHOWN) tell(`… and ${problems - MOST_SHOWN} more; --errors OUT.csv writes them all.`)
  if (problems > 0) {
    tell(`Nothing was imported: ${problems} ${problems === 1 ? 'error' : 'errors'} in ${contents.rows} rows.`)
    return 1
  }
  const kinds = [...contents.eventsByKind].map(([kind, count]) => `${kind} ${count}`).join(', ')
  print(`rows              ${contents.rows}`)
  print(`cases             ${contents.cases}`)
  print(`events            ${kinds}`)
  for (const [kind, items] of Object.entries(created)) {
    if (items.length > 0) print(`${`new ${kind}`.padEnd(17)} ${items.map(({ code }) => code).join(', ')}`)
  }
  if (dryRun || written === null) {
    print('Nothing was written (dry run).')
    return 0
  }
  print(`stored            ${written.stored}`)
  print(`stored before     ${written.duplicate}`)
  print(`parked            ${written.parked}`)
  print(`historical cards  ${written.historicalCards}`)
  print(`seconds           ${seconds.toFixed(1)} (${Math.round(contents.rows / seconds)} rows a second)`)
  return 0
}
