import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const main = new URL('../src/main.ts', import.meta.url).pathname
const folders: string[] = []
const children: ChildProcess[] = []
const listeners: Server[] = []

/** A process under test. */
export type StartedProcess = {
  /** The URL, once the process says that it is ready. */
  ready(): Promise<string>
  /** Sends a signal and gives the exit code; fails when it takes longer than `patienceMs`. */
  stop(signal: NodeJS.Signals, patienceMs: number): Promise<number | null>
  /** The exit code. */
  ended(): Promise<number | null>
  errors(): string
}

/** Starts the server as `node main.ts` with these settings and nothing else of ours. */
export function startMain(settings: Record<string, string>): StartedProcess {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: tmpdir(), ...settings }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const url = /starts at (\S+)/.exec(output)?.[1]
      if (url !== undefined && /^Ready after/m.test(output)) resolve(url)
    })
    void ended.then(() => reject(new Error(`The process ended before it was ready.\n${output}${errors}`)))
  })
  ready.catch(() => undefined)
  return {
    ready: () => ready,
    ended: () => ended,
    errors: () => errors,
    stop: async (signal, patienceMs) => {
      child.kill(signal)
      const late = new Promise<never>((_, reject) =>
        setTimeout(
          () => reject(new Error(`Still running ${patienceMs} ms after ${signal}.\n${errors}`)),
          patienceMs,
        ).unref(),
      )
      return Promise.race([ended, late])
    },
  }
}

/** A data folder that is not there yet. */
export function freshDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zk-data-'))
  folders.push(folder)
  return join(folder, 'data')
}

/** The database servers that run on a data folder. */
export function serversOn(dataFolder: string): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes('postgres -D') && line.includes(dataFolder))
}

/** A port that was free a moment ago, below the range that connections take theirs from. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = await listen(port).catch(() => undefined)
    if (!server) continue
    await new Promise((resolve) => server.close(resolve))
    return port
  }
  throw new Error('No free port was found.')
}

/** A port that stays taken until the test ends. */
export async function takePort(): Promise<number> {
  const port = await freePort()
  listeners.push(await listen(port))
  return port
}

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })

/** After each test: nothing runs on and nothing is left. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGINT')
    await new Promise((resolve) => child.once('close', resolve))
  }
  for (const server of listeners.splice(0)) server.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
