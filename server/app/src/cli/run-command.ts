import { declare, readConfig, StartRefused } from '@zhikong/core'

import { migrationsOf } from '../process/migrations.ts'
import { closeData, openData } from '../process/open-data.ts'
import type { Data } from '../process/open-data.ts'
import { checkout } from '../process/folders.ts'
import { plugins } from '../plugins.ts'
import { UsageError } from './command.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'

/** Runs one command line and gives its exit code. */
export async function runCommand(line: readonly string[]): Promise<number> {
  const [name, ...args] = line[0] === '--' ? line.slice(1) : line
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview())
    return 0
  }
  const command = commands.find((known) => known.name === name)
  if (!command) {
    process.stderr.write(`Unknown command "${name}": "pnpm zhikong --help" lists them.\n`)
    return 1
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpOf(command))
    return 0
  }
  return runWithData(command, args)
}

async function runWithData(command: Command, args: readonly string[]): Promise<number> {
  const stopping = new AbortController()
  process.on('SIGINT', () => stopping.abort()).on('SIGTERM', () => stopping.abort())
  let opening: Promise<Data> | undefined
  try {
    const config = readConfig(process.env, checkout)
    const declarations = declare(plugins)
    const open = () =>
      openData(config, { migrations: migrationsOf(config, declarations), besideServer: true, onNotice: tell })
    const database = async () => (await (opening ??= open())).database
    const context = { config, declarations, database, print, tell, signal: stopping.signal }
    return (await command.run(args, context)) ?? 0
  } catch (error) {
    return explain(error, command)
  } finally {
    const data = await opening?.catch(() => undefined)
    if (data) await closeData(data)
  }
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const tell = (text: string): void => void process.stderr.write(`${text}\n`)

function explain(error: unknown, command: Command): number {
  const isWrongUse = error instanceof UsageError || isParseArgsError(error)
  if (!isWrongUse && !(error instanceof StartRefused)) throw error
  process.stderr.write(`${error.message}\n${isWrongUse ? `\n${helpOf(command)}` : ''}`)
  return 1
}

/** What `parseArgs` of node:util throws for an option that is unknown or lacks its value. */
const isParseArgsError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

const indent = (text: string): string => text.trim().replaceAll(/^/gm, '  ')

const helpOf = ({ summary, usage }: Command): string => `${summary}\n\n${indent(usage)}\n`

function overview(): string {
  const widest = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`)
  return `pnpm zhikong <command> [options]\n\n${lines.join('\n')}\n\nEvery command explains itself with --help.\n`
}
