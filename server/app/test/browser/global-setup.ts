import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { folderVariable } from './browser-folder.ts'

/** A folder for the browser that comes from npm: unpacked by the first test that needs it, removed after the run. */
export default function globalSetup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'zk-browser-'))
  process.env[folderVariable] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
