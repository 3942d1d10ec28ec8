import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartRefused } from '@zhikong/core'

import { hashConsoleSources } from './console-sources.ts'
import { consoleBuild, consoleFolder } from './folders.ts'

const stampFile = join(consoleBuild, '.sources')
const linesToShow = 20

/** Whether the console has to be built, and the hash to remember when it was. */
export function consoleState(): { readonly fresh: boolean; readonly sources: string } {
  const sources = hashConsoleSources()
  const fresh = existsSync(join(consoleBuild, 'index.html')) && readStamp() === sources
  return { fresh, sources }
}

/** Builds the console with Vite in a process of its own. Throws StartRefused with the end of its output. */
export async function buildConsole(sources: string, signal: AbortSignal): Promise<void> {
  const vite = join(
    dirname(createRequire(join(consoleFolder, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  )
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: consoleFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    detached: true, // Ctrl-C reaches us first; the signal above stops it
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  if (signal.aborted) return
  if (code !== 0) {
    throw new StartRefused(
      `The console could not be built:\n${output.trim().split('\n').slice(-linesToShow).join('\n')}`,
    )
  }
  writeFileSync(stampFile, sources)
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return undefined
  }
}
