import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { StartRefused } from '../../operations/start-refused.ts'
import type { Binaries } from './binaries.ts'
import type { RunAs } from './run-as.ts'

export const superuser = 'postgres'

/** Makes the data folder of a server when there is none yet: UTF-8, byte order, no password needed on the socket. */
export function prepareCluster(cluster: string, binaries: Binaries, runAs: RunAs, durable: boolean): void {
  if (existsSync(join(cluster, 'PG_VERSION'))) return checkCluster(cluster, binaries)
  const draft = `${cluster}.new` // renamed when whole, so that a start that was killed leaves nothing half-made
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  if (runAs.user !== undefined) chownSync(draft, runAs.user.uid, runAs.user.gid)
  const [command = binaries.initdb, ...args] = [
    ...runAs.prefix,
    binaries.initdb,
    ...['-D', draft, '-U', superuser, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--locale=C', '--auth-local=trust', '--auth-host=reject', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
  ]
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
