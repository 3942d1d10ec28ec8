import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chownSync, closeSync, fchownSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

import { StartRefused } from '../../operations/start-refused.ts'
import { serverEnvironment, superuser } from './cluster.ts'
import type { Place } from './relocate.ts'
import type { RunAs } from './run-as.ts'

const longestSocketPath = 100
const largestLog = 10_000_000
const port = 5432
const startMs = 60_000
const stopMs = 30_000

/** A running server: the folder of its socket, and how to stop it. */
export type ServerProcess = {
  readonly pid: number
  readonly socketFolder: string
  readonly port: number
  /** Resolves when it answers. */
  readonly ready: Promise<void>
  /** Resolves when it ended, wanted or not. */
  readonly ended: Promise<void>
  stop(): Promise<void>
  /** Ends it at once, without a checkpoint; the next start recovers. */
  kill(): void
}

/** Settings for a mixed load on a small machine; tests may trade durability for speed. */
const settings = (durable: boolean): Record<string, string> => ({
  listen_addresses: '',
  shared_buffers: '256MB',
  max_connections: '100',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  wal_compression: 'on',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_locks_per_transaction: '256',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  unix_socket_permissions: '0700',
  fsync: durable ? 'on' : 'off',
  synchronous_commit: 'on',
  full_page_writes: durable ? 'on' : 'off',
})

/** Starts the server in a session of its own, so that Ctrl-C in the terminal reaches us first. */
export function startServer(place: Place, runAs: RunAs, logFile: string, durable: boolean): ServerProcess {
  const { binaries, cluster } = place
  const socketFolder = makeSocketFolder(runAs)
  const options = Object.entries({ ...settings(durable), unix_socket_directories: socketFolder })
  const [command = '', ...args] = [
    ...runAs.prefix,
    binaries.postgres,
    '-D',
    cluster,
    '-p',
    String(port),
    ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const log = openSync(logFile, isLarge(logFile) ? 'w' : 'a', 0o600)
  if (runAs.user) fchownSync(log, runAs.user.uid, runAs.user.gid)
  const started = statSync(logFile).size
  const child = spawn(command, args, {
    ...runAs.spawnAs,
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = endOf(child).finally(() => rmSync(socketFolder, { recursive: true, force: true }))
  return {
    pid: child.pid ?? 0,
    socketFolder,
    port,
    ready: untilReady(child, socketFolder, () => lastWords(logFile, started)),
    ended,
    stop: () => stop(child, ended),
    kill: () => void child.kill('SIGQUIT'),
  }
}

/** A private folder with a short name: a socket's path has a bound of some 100 bytes. */
function makeSocketFolder({ user }: RunAs): string {
  const parent = join(tmpdir(), 'zk-xxxxxx', `.s.PGSQL.${port}`).length < longestSocketPath ? tmpdir() : '/tmp'
  const folder = mkdtempSync(join(parent, 'zk-'))
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

const isLarge = (file: string): boolean => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog

const endOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })

async function untilReady(child: ChildProcess, host: string, reason: () => string): Promise<void> {
  const end = Date.now() + startMs
  while (Date.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) break
    const client = new pg.Client({ host, port, user: superuser, database: 'postgres', connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await delay(20)
    }
  }
  throw new StartRefused(`The embedded database did not start: ${reason()}`)
}

function lastWords(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString('utf8').trim().split('\n')
  const fatal = lines.findLast((line) => /FATAL|PANIC|error/.test(line)) ?? lines.at(-1) ?? ''
  return `${fatal.replace(/^.*?(FATAL|PANIC): */, '')} (see ${logFile})`
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGQUIT'), stopMs)
  await ended
  clearTimeout(late)
}
