import { spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'

import { StartRefused } from '../../operations/start-refused.ts'
import type { Binaries } from './binaries.ts'
import type { RunAs } from './run-as.ts'

export const superuser = 'postgres'

/** Makes the data folder of a server when there is none yet: UTF-8, byte order, no password needed on the socket. */
export function prepareCluster(cluster: string, binaries: Binaries, runAs: RunAs, durable: boolean): void {
  if (isThere(cluster)) return checkCluster(cluster, binaries)
  const draft = `${cluster}.new` // renamed when whole, so that a start that was killed leaves nothing half-made
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  if (runAs.user !== undefined) chownSync(draft, runAs.user.uid, runAs.user.gid)
  const settings = [
    '-U',
    superuser,
    '-E',
    'UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]
  const access = ['--auth-local=trust', '--auth-host=reject', '--no-instructions', ...(durable ? [] : ['--no-sync'])]
  const [command = '', ...args] = [...runAs.prefix, binaries.initdb, '-D', draft, ...settings, ...access]
  const { status, stderr, error } = spawnSync(command, args, {
    ...runAs.spawnAs,
    cwd: '/',
    env: serverEnvironment,
    encoding: 'utf8',
    timeout: 120_000,
  })
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    const reason = error?.message ?? stderr.trim().split('\n').at(-1) ?? ''
    throw new StartRefused(`The embedded database could not be made in ${cluster}: ${reason}`)
  }
  renameSync(draft, cluster)
}

/** Throws StartRefused for data of another user and for a folder that holds something else. */
function isThere(cluster: string): boolean {
  const status = statSync(cluster, { throwIfNoEntry: false })
  if (!status) return false
  const user = process.getuid?.()
  if (user !== 0 && status.uid !== user) {
    throw new StartRefused(`The data in ${cluster} belongs to another user: start as that user, or set DATA_DIR.`)
  }
  if (existsSync(join(cluster, 'PG_VERSION'))) return true
  if (readdirSync(cluster).length > 0) throw new StartRefused(`The folder ${cluster} holds no database: set DATA_DIR.`)
  rmdirSync(cluster)
  return false
}

/** What the server's programs see of the environment. */
export const serverEnvironment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

function checkCluster(cluster: string, { postgres }: Binaries): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const { stdout } = spawnSync(postgres, ['--version'], { encoding: 'utf8' })
  const present = /\) (\d+)/.exec(stdout ?? '')?.[1]
  if (present !== undefined && present !== made) {
    throw new StartRefused(`The data in ${cluster} belongs to PostgreSQL ${made}, but this is PostgreSQL ${present}.`)
  }
}
