import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import type { Binaries } from './binaries.ts'

/** PostgreSQL refuses to run as root; this is `nobody`. */
const nobody = 65_534

/** A user of the system, by numbers. */
export type SystemUser = { readonly uid: number; readonly gid: number }

/** As root: the user whose data it is, or nobody; as an ordinary user: undefined, that user itself. */
export function serverUser(cluster: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: nobody, gid: nobody }
}

/** How the server's programs are started: what stands before the command, and as whom. */
export type RunAs = {
  readonly user: SystemUser | undefined
  readonly prefix: readonly string[]
  readonly spawnAs: Partial<SystemUser>
}

/** access(2), by which initdb looks for its programs, forgets the capability unless the last bit is set. */
const pastLockedFolders = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
const endsWithUs = ['--pdeathsig=INT']

/**
 * The first way that works here, tried for real: with setpriv, so that the server ends with us; as another user when we
 * are root; past folders closed to that user (a checkout under /root) by one capability. Undefined when none works.
 */
export function chooseRunAs(binaries: Binaries, cluster: string): RunAs | undefined {
  const user = serverUser(cluster)
  return waysToRun(user, [binaries.folder, cluster]).find((way) => works(way, binaries))
}

function waysToRun(user: SystemUser | undefined, folders: readonly string[]): RunAs[] {
  if (user === undefined) {
    return [
      { user, prefix: ['setpriv', ...endsWithUs], spawnAs: {} },
      { user, prefix: [], spawnAs: {} },
    ]
  }
  const asUser = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', ...endsWithUs]
  if (!folders.every((folder) => isReachable(folder, user))) {
    return [{ user, prefix: [...asUser, ...pastLockedFolders], spawnAs: {} }]
  }
  return [
    { user, prefix: asUser, spawnAs: {} },
    { user, prefix: [], spawnAs: user },
  ]
}

function works({ prefix, spawnAs }: RunAs, { initdb, postgres }: Binaries): boolean {
  const attempts = [
    [initdb, '-D', '/', '--show'], // looks for the other programs as in earnest, and makes nothing
    [postgres, '--version'],
  ]
  return attempts.every((attempt) => {
    const [command = '', ...args] = [...prefix, ...attempt]
    return spawnSync(command, args, { ...spawnAs, cwd: '/', stdio: 'ignore', timeout: 10_000 }).status === 0
  })
}

/** Whether another user may walk down to a folder. */
export function isReachable(folder: string, user: SystemUser): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const status = statSync(at, { throwIfNoEntry: false })
    if (status && status.uid !== user.uid && (status.mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}
