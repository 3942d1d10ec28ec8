import {
  createHealth,
  createLogger,
  createShutdown,
  declare,
  PluginsRefused,
  readConfig,
  StartRefused,
  stopOnSignals,
} from '@zhikong/core'
import type { Config, Declarations } from '@zhikong/core'

import { parts } from '../parts.ts'
import { plugins } from '../plugins.ts'
import { serve } from '../serve.ts'
import type { Api } from '../serve.ts'
import { buildConsole, consoleState } from './console-build.ts'
import { createConsoleFiles } from './console-files.ts'
import { checkout } from './folders.ts'
import { migrationsOf } from './migrations.ts'
import { openData } from './open-data.ts'
import type { Data } from './open-data.ts'
import { createProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { withRoleArgument } from './role-argument.ts'

/** Starts the whole process and returns when it is ready; it stops on a signal. `build` makes the console if stale. */
export async function run({ build }: { readonly build: boolean }): Promise<void> {
  const begun = performance.now()
  const progress = createProgress(process.stdout)
  try {
    const config = readConfig(withRoleArgument(process.env, process.argv.slice(2)), checkout)
    const declarations = declare(plugins)
    const logger = createLogger(config.logLevel)
    const shutdown = createShutdown(logger)
    stopOnSignals(shutdown, () => progress.say('\nStopping …'))
    try {
      await start({ config, declarations, logger, shutdown, progress, build, begun })
    } catch (error) {
      await shutdown.run()
      throw error
    }
  } catch (error) {
    if (!(error instanceof StartRefused || error instanceof PluginsRefused)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

type Starting = {
  readonly config: Config
  readonly declarations: Declarations
  readonly logger: ReturnType<typeof createLogger>
  readonly shutdown: ReturnType<typeof createShutdown>
  readonly progress: Progress
  readonly build: boolean
  readonly begun: number
}

async function start(starting: Starting): Promise<void> {
  const { config, declarations, logger, shutdown, progress, build, begun } = starting
  const health = createHealth()
  const serving = await serve(config, health)
  shutdown.addFirst('http', () => (health.shut(), serving.close()))
  progress.say(`Zhikong 质控 starts at ${serving.url}`)
  const building = build && config.role !== 'worker' ? prepareConsole(progress, shutdown.signal) : Promise.resolve()
  building.catch(() => undefined) // looked at below; the database goes on meanwhile
  const { database } = await openDatabaseStep(starting)
  health.watch('database', () => database.withScope({ mode: 'engine' }, async () => true))
  health.tell('role', () => config.role)
  health.tell('replica', () => database.replica())
  const announcements: (readonly [string, string])[] =
    config.role === 'worker' ? [['Health', `${serving.url}/health/ready`]] : [['Console', serving.url]]
  const apis: Api[] = []
  const running = {
    config,
    declarations,
    database,
    logger,
    health,
    shutdown,
    url: serving.url,
    announce: (label: string, value: string) => void announcements.push([label, value]),
    serveApi: (api: Api) => void apis.push(api),
  }
  for (const part of parts) {
    if (shutdown.signal.aborted) return
    await progress.step(part.title, (report) => part.start(running, report))
  }
  await building
  if (shutdown.signal.aborted) return
  if (config.role === 'worker') serving.open(NO_API, () => false)
  else serving.open(apis[0], createConsoleFiles())
  health.open()
  progress.say(`Ready after ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C stops it.\n`)
  for (const [label, value] of announcements) progress.say(`  ${label.padEnd(12)} ${value}`)
}

/** What a worker answers but for its health: nothing is found there. */
const NO_API: Api = { handle: () => false, upgrade: (_, socket) => void socket.destroy(), close: async () => undefined }

async function prepareConsole(progress: Progress, signal: AbortSignal): Promise<void> {
  const { fresh, sources } = consoleState()
  if (!fresh) await progress.step('Building the console', () => buildConsole(sources, signal))
}

async function openDatabaseStep({ config, declarations, logger, shutdown, progress }: Starting): Promise<Data> {
  const migrations = migrationsOf(config, declarations)
  const title = config.databaseUrl === undefined ? 'Starting the database' : 'Connecting to the database'
  const data = await progress.step(title, () => openData(config, { migrations, onNotice: progress.say }))
  const { server, database } = data
  if (server) {
    shutdown.add(
      'database server',
      () => server.stop(),
      () => server.kill(),
    )
    void server.ended.then(async () => {
      logger.fatal('the embedded database ended')
      process.stderr.write('The embedded database ended unexpectedly; see postgres.log in the data folder.\n')
      await shutdown.run()
      process.exit(1)
    })
  }
  shutdown.add('database', () => database.close())
  return data
}
