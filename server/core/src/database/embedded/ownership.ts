import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

import { StartRefused } from '../../operations/start-refused.ts'
import { isAlive, startOf } from './process-identity.ts'

const ownershipShape = z.object({
  pid: z.number().int(),
  processStart: z.string(),
  /** The server's process, once it was started. */
  server: z.number().int().optional(),
  /** The folder of its socket, once it answers. */
  socketFolder: z.string().optional(),
})

/** Who uses a data folder: written to `server.json` in it, so that commands find the running server. */
export type Ownership = z.infer<typeof ownershipShape>

const fileIn = (dataFolder: string) => join(dataFolder, 'server.json')

/** The note in a data folder, of a living process or of one that was killed; undefined when there is none. */
export function readOwnership(dataFolder: string): Ownership | undefined {
  try {
    return ownershipShape.parse(JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')))
  } catch {
    return undefined
  }
}

/** Whether the process that wrote the note still runs. */
export const isOwnerAlive = ({ pid, processStart }: Ownership): boolean =>
  isAlive(pid) && (processStart === '' || startOf(pid) === processStart)

/**
 * Claims a data folder for this process. Gives the note of a dead owner, if one was left behind.
 * Throws StartRefused when a living process has it.
 */
export function claimDataFolder(dataFolder: string): Ownership | undefined {
  const before = readOwnership(dataFolder)
  if (before && isOwnerAlive(before)) refuse(dataFolder, before.pid)
  try {
    rmSync(fileIn(dataFolder), { force: true })
    writeFileSync(fileIn(dataFolder), JSON.stringify(thisProcess(before)), { flag: 'wx' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') refuse(dataFolder, undefined)
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error
    throw new StartRefused(`The data folder ${dataFolder} cannot be written to (${code}): set DATA_DIR to another.`)
  }
  return before
}

/** Replaces the note at once, never half-written. */
export function noteOwnership(dataFolder: string, more: Omit<Ownership, 'pid' | 'processStart'>): void {
  const draft = `${fileIn(dataFolder)}.${process.pid}`
  writeFileSync(draft, JSON.stringify({ ...thisProcess(undefined), ...more }))
  renameSync(draft, fileIn(dataFolder))
}

/** Takes the note away. */
export const dropOwnership = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true })

/** A dead owner's server is noted on, so that a second failure still leads to it. */
function thisProcess(before: Ownership | undefined): Ownership {
  return { pid: process.pid, processStart: startOf(process.pid), ...(before?.server ? { server: before.server } : {}) }
}

function refuse(dataFolder: string, pid: number | undefined): never {
  const who = pid === undefined ? 'another process' : `process ${pid}`
  throw new StartRefused(`The data folder ${dataFolder} is in use by ${who}: stop it first, or set DATA_DIR.`)
}
