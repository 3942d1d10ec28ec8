import { spawn } from 'node:child_process'

/** A process of ours that says on its standard output when it is ready. */
export type Child = {
  readonly pid: number
  readonly url: string
  readonly stop: () => Promise<void>
  /** Resolves with what it said last when it has ended. */
  readonly ended: Promise<string>
}

const PATIENCE_MS = 120_000

/** Starts `node file` and waits for its line "… starts at URL" or "Listening at URL", and for `Ready`. */
export const startChild = async (file: string, settings: Readonly<Record<string, string>>): Promise<Child> => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'production', ...settings }
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(said)))
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${file} was not ready in time.\n${said}`)), PATIENCE_MS)
    const hear = (part: Buffer): void => {
      said = (said + part.toString()).slice(-20_000)
      const found = /starts at (\S+)/.exec(said)?.[1]
      if (found === undefined || !/^Ready/m.test(said)) return
      clearTimeout(late)
      resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(() => {
      clearTimeout(late)
      reject(new Error(`${file} ended before it was ready.\n${said}`))
    })
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(late)
  }
  if (child.pid === undefined) throw new Error(`${file} has no process`)
  return { pid: child.pid, url, stop, ended }
}
