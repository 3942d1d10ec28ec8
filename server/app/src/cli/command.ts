import type { Config, Database, Declarations } from '@zhikong/core'

/** What a command may use. */
export type CommandContext = {
  readonly config: Config
  /** What core and the plugins declare: measures, indicators, permissions. */
  readonly declarations: Declarations
  /**
   * The database, opened at the first call and closed when the command ends: that of the server running on the same
   * data folder, or the embedded one for as long as the command takes.
   */
  database(): Promise<Database>
  /** A line on standard output: what the command answers. */
  print(line: string): void
  /** A line on standard error: progress, warnings, errors. */
  tell(line: string): void
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal
}

/** A command of `pnpm zhikong`. */
export type Command = {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What `--help` prints: the forms of the command and its options, one a line. */
  readonly usage: string
  /** Gives the exit code (0 when nothing is given); throws UsageError for wrong arguments. */
  run(args: readonly string[], context: CommandContext): Promise<number | void>
}

/** Wrong arguments: one sentence; the usage is printed below it, exit 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
