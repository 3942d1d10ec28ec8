import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartRefused } from '../../operations/start-refused.ts'
import type { AuditKeys } from './seal.ts'

/** Where the key of the log is: in the environment, in a file, or else in the data folder. */
export type AuditKeyPlace = {
  readonly auditKey?: string | undefined
  readonly auditKeyFile?: string | undefined
  readonly dataFolder: string
}

const SHORTEST = 32

/**
 * Reads the key of the audit log: one a line, the newest first.
 * Throws StartRefused when it cannot be read or is too short to be a key.
 */
export async function readAuditKeys({ auditKey, auditKeyFile, dataFolder }: AuditKeyPlace): Promise<AuditKeys> {
  if (auditKey !== undefined) return parse(auditKey, 'AUDIT_KEY')
  const file = auditKeyFile ?? ownFile(dataFolder)
  return parse(await read(file), `The file ${file}`)
}

/** The same; where none is named, a key is made in the data folder (mode 0600) at the first start. */
export async function readOrMakeAuditKeys(place: AuditKeyPlace): Promise<AuditKeys> {
  if (place.auditKey === undefined && place.auditKeyFile === undefined) await makeKey(ownFile(place.dataFolder))
  return readAuditKeys(place)
}

const ownFile = (dataFolder: string): string => join(dataFolder, 'audit-key')

async function read(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => {
    throw new StartRefused(`The key of the audit log cannot be read from ${file}.`)
  })
}

function parse(text: string, place: string): AuditKeys {
  const lines = text.split(/[\r\n]+/u).filter((line) => line.trim() !== '')
  if (lines.some((line) => line.trim().length < SHORTEST)) {
    throw new StartRefused(`${place} holds no key: a key is a line of at least ${SHORTEST} characters.`)
  }
  const [first, ...older] = lines.map((line) => Buffer.from(line.trim()))
  if (first === undefined) throw new StartRefused(`${place} holds no key.`)
  return [first, ...older]
}

/** Makes a key where there is none; of two processes at once, the first makes it. */
async function makeKey(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
    await chmod(file, 0o600)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw new StartRefused(`The key of the audit log cannot be written to ${file}: name another in AUDIT_KEY_FILE.`)
  }
}
