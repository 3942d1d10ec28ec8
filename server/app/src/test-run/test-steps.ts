import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartRefused } from '@zhikong/core'

import { buildConsole, consoleState } from '../process/console-build.ts'
import { runProgram } from './run-program.ts'
import type { Step, Tally } from './step.ts'

const browserTests = 'server/app/test/browser'

/** Unit and integration tests, then the console's build, then what needs it: the tests in a browser and the benchmarks. */
export const testSteps: readonly Step[] = [
  { title: 'tests', run: () => runVitest(['--exclude', `${browserTests}/**`]) },
  { title: 'build of the console', run: build },
  { title: 'tests in a browser', run: () => runVitest([browserTests, '--passWithNoTests']) },
  { title: 'benchmarks', run: runBenchmarks },
]

/** Ratios that are no worse than those that are kept, and checks; see `loadtest/README.md`. */
async function runBenchmarks(): Promise<Tally> {
  const { ok, output } = await runProgram({ program: 'node', args: ['loadtest/bench/bench.ts', '--quick'] })
  process.stdout.write(output)
  const [, held, fell] = /^(\d+) held, (\d+) fell$/mu.exec(output) ?? []
  return { passed: Number(held ?? 0), failed: ok ? Number(fell ?? 1) : Math.max(1, Number(fell ?? 1)) }
}

async function build(): Promise<Tally> {
  const { fresh, sources } = consoleState()
  try {
    if (!fresh) await buildConsole(sources, new AbortController().signal)
    return { passed: 1, failed: 0 }
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error
    process.stdout.write(`${error.message}\n`)
    return { passed: 0, failed: 1 }
  }
}

/** Vitest counts tests; a file that does not even load, or a failed teardown, counts as one that failed. */
async function runVitest(args: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'zk-report-'))
  const file = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { ok } = await runProgram({ program: 'vitest', args: ['run', ...args, ...reporters], show: true })
    const { passed, failed } = readReport(file)
    return { passed, failed: ok ? failed : Math.max(1, failed) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readReport(file: string): Tally {
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return { passed: countIn(report, 'numPassedTests'), failed: countIn(report, 'numFailedTests') }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

function countIn(report: unknown, name: string): number {
  const count: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, name) : undefined
  return typeof count === 'number' ? count : 0
}
