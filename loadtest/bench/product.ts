import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startChild, type Child } from './child.ts'
import type { BenchDatabase } from './database.ts'
import type { Site } from './ground.ts'

const checkout = join(import.meta.dirname, '..', '..')

/** Settings of the environment, by name. */
export type Settings = Readonly<Record<string, string>>

/** The settings under which the product works on a benchmark's database. */
export const settingsOn = (site: Site, { url }: Pick<BenchDatabase, 'url'>): Settings => ({
  DATABASE_URL: url,
  DATA_DIR: join(site.folder, 'server'),
  DEMO: '0',
  RATE_PER_MINUTE_KEYS: '10000000',
})

/** Starts a file of the checkout as a process, ended after the benchmark. */
export const startProcess = async (site: Site, file: string, settings: Settings): Promise<Child> => {
  const child = await startChild(join(checkout, file), settings)
  site.afterwards(child.stop)
  return child
}

/** Starts the server as it is run in earnest. */
export const startServer = (site: Site, settings: Settings, port = 4391): Promise<Child> =>
  startProcess(site, 'server/app/src/main.ts', { ...settings, ...site.serverSettings, PORT: String(port) })

/** Runs a command of the product (`zhikong …`); gives what it printed. */
export const zhikong = async (settings: Settings, ...args: readonly string[]): Promise<string> => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings }
  const { stdout } = await promisify(execFile)(process.execPath, [join(checkout, 'server/app/src/cli.ts'), ...args], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout.trim()
}

/** Loads what the guide's example has: the registers of a district desk, and its few cases. */
export const loadExample = (settings: Settings): Promise<string> =>
  zhikong(
    settings,
    'import',
    'cases',
    example('district-desk.csv'),
    '--map',
    example('district-desk.map.json'),
    '--create-missing',
  )

/** Makes an API key for the whole province; gives its secret. */
export const makeKey = (settings: Settings, permissions = 'core.report'): Promise<string> =>
  zhikong(settings, 'keys', 'create', '--name', 'bench', '--region', '43', '--permissions', permissions)

const example = (file: string): string => join(checkout, 'docs/guide/example', file)
