import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartRefused } from '../../operations/start-refused.ts'
import type { KeyRing } from './key-ring.ts'
import { readKeyRing, writeKeyRing } from './key-ring.ts'
import type { RingSource } from './keys.ts'

/** Reads the ring of a file; undefined when there is none. @throws StartRefused */
export const readKeyFile = (path: string): KeyRing | undefined => {
  try {
    return readKeyRing(readFileSync(path, 'utf8'), path)
  } catch (error) {
    if (error instanceof StartRefused) throw error
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new StartRefused(`The keys for personal data in ${path} cannot be read.`)
  }
}

/** Writes a ring in one step, readable by its owner alone (mode 0600). */
export const writeKeyFile = (path: string, ring: KeyRing): void => {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.new`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, writeKeyRing(ring))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}

/** A file whose ring may change while the process runs. */
export const keyFileSource = (path: string): RingSource => {
  let seen = ''
  const stamp = (): string => {
    const { mtimeMs, ino, size } = statSync(path)
    return `${mtimeMs} ${ino} ${size}`
  }
  return {
    changed: () => stamp() !== seen,
    read: () => {
      const before = stamp()
      const ring = readKeyFile(path)
      if (ring === undefined) throw new StartRefused(`The keys for personal data in ${path} are gone.`)
      seen = before
      return ring
    },
  }
}
