import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { binariesIn } from './binaries.ts'
import type { Binaries } from './binaries.ts'

const home = '/var/lib/zhikong'

/** Where the server's programs and data are. */
export type Place = { readonly binaries: Binaries; readonly cluster: string }

/**
 * For root on a system without setpriv, with a checkout or data that the server's user cannot reach:
 * programs are copied and data is kept under /var/lib/zhikong instead.
 */
export function relocate({ binaries, cluster }: Place): Place {
  const folder = join(home, `postgresql-${shortHash(binaries.folder)}`)
  mkdirSync(home, { recursive: true, mode: 0o755 })
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`
    cpSync(binaries.folder, draft, { recursive: true, verbatimSymlinks: true })
    renameSync(draft, folder)
    rmSync(draft, { recursive: true, force: true })
  }
  const data = join(home, `${basename(dirname(cluster))}-${shortHash(cluster)}`)
  mkdirSync(data, { recursive: true, mode: 0o755 })
  return { binaries: binariesIn(folder), cluster: join(data, basename(cluster)) }
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
