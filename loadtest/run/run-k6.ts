import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { CannotRun } from './cannot-run.ts'
import { recordSeries, type Series } from './series.ts'

/** What a run of k6 is given. */
export type K6Run = {
  readonly k6: string
  /** The module of the scenario. */
  readonly module: string
  readonly planFile: string
  readonly summaryFile: string
  readonly logFile: string
  /** Seconds after which it is ended whatever it does. */
  readonly mostSeconds: number
  /** Seconds of one step of the series. */
  readonly step: number
  /** Ends it: somebody has had enough, or the server is gone. */
  readonly ending: AbortSignal
  readonly onSeries: (series: Series) => void
}

/** k6 ends with this code when it ran to its end and a threshold was not kept. */
const LIMIT_NOT_KEPT = 99
const TELL_EVERY_MS = 10_000
const KILL_AFTER_MS = 20_000

/** Runs a scenario to its end. @throws CannotRun when k6 does not come to it; the reason of `ending` when ended */
export const runK6 = async (run: K6Run): Promise<Series> => {
  const args = ['run', '--quiet', '--no-usage-report', '--no-color', '--address', '', '--out', 'json=-']
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PLAN: run.planFile, SUMMARY: run.summaryFile }
  // A group of its own: Ctrl-C at the keyboard reaches it through us, so that the server outlives it.
  const child = spawn(run.k6, [...args, run.module], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = createWriteStream(run.logFile)
  let said = ''
  child.stderr.on('data', (part: Buffer) => {
    log.write(part)
    said = (said + part.toString()).slice(-4_000)
  })
  const recorder = recordSeries(child.stdout, run.step)
  const telling = setInterval(() => run.onSeries(recorder.series()), TELL_EVERY_MS)
  const stop = (): void => {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref()
  }
  const late = setTimeout(stop, run.mostSeconds * 1_000)
  run.ending.addEventListener('abort', stop, { once: true })
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', (error) => reject(new CannotRun(`k6 does not start: ${error.message}`)))
      child.once('close', resolve)
      if (run.ending.aborted) stop()
    })
    await recorder.done
    run.ending.throwIfAborted()
    if (code === 0 || code === LIMIT_NOT_KEPT) return recorder.series()
    throw new CannotRun(`k6 did not come to its end (${code ?? 'killed'}). It said last:\n${said.trim()}`)
  } finally {
    clearInterval(telling)
    clearTimeout(late)
    run.ending.removeEventListener('abort', stop)
    log.end()
  }
}
