import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDatabase } from './database.ts'
import type { Site } from './ground.ts'
import { loadExample, settingsOn } from './product.ts'

let made: Promise<string> | undefined

/**
 * Puts the folders of a PostgreSQL with the registers of the guide's example, and of its server, where a benchmark looks
 * for its own. They are made once in a run, and copied with their owner and rights.
 */
export const copyExample = async (site: Site): Promise<void> => {
  made ??= makeExample(site)
  await promisify(execFile)('cp', ['-a', `${await made}/.`, site.folder])
}

const makeExample = async ({ say, stopping }: Site): Promise<string> => {
  say('Loading the registers …')
  const folder = mkdtempSync(join(tmpdir(), 'zk-bench-example-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const ends: (() => Promise<void> | void)[] = []
  const site: Site = { folder, say, stopping, afterwards: (end) => void ends.push(end) }
  try {
    await loadExample(settingsOn(site, await openDatabase(site, 1)))
    return folder
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}
