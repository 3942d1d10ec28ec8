import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { runBenchmark, type Outcome } from './benchmark.ts'
import { BENCHMARKS, type Size } from './benchmarks.ts'
import { falls, tableOf, type Report } from './report.ts'
import { onStage } from './stage.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: Object.keys(BENCHMARKS).join(',') },
    rounds: { type: 'string', default: '5' },
    events: { type: 'string' },
    connections: { type: 'string', default: '128' },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'results', 'bench.json') },
    save: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
/** Over all rounds. */
const events = Number(values.events ?? (values.quick ? 50_000 : 1_000_000))
const perRound = Math.max(1_000, Math.floor(events / rounds / 1_000) * 1_000)
const size: Size = {
  stream: perRound,
  single: Math.floor(perRound / 5),
  bulk: perRound,
  connections: Number(values.connections),
}
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const wanted = Object.entries(BENCHMARKS).filter(([code]) => values.only.split(',').includes(code))
const outcomes = await onStage(say, async (stage) => {
  const found: Outcome[] = []
  for (const [code, benchmark] of wanted) {
    const bar = (round: number): void =>
      say(`${code} ${'█'.repeat(round)}${'░'.repeat(rounds - round)} ${round}/${rounds}`)
    found.push(await runBenchmark(benchmark(stage, size), rounds, bar, stopping.signal))
  }
  return found
}).catch((error: unknown) => {
  if (!stopping.signal.aborted) throw error
  return undefined
})
if (outcomes === undefined) process.exitCode = 130
else finish(outcomes)

function finish(found: readonly Outcome[]): void {
  const machine = { processors: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg() }
  const report: Report = { date: new Date().toISOString().slice(0, 10), events, rounds, machine, outcomes: found }
  process.stdout.write(`${tableOf(report)}\n`)
  const before = readBefore()
  const fallen = before === undefined ? [] : falls(before, report)
  for (const sentence of fallen) process.stdout.write(`${sentence}\n`)
  process.exitCode = fallen.length > 0 ? 1 : 0
  if (before !== undefined && !values.save) return
  mkdirSync(dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`)
}

function readBefore(): Report | undefined {
  try {
    return JSON.parse(readFileSync(values.out, 'utf8')) as Report
  } catch {
    return undefined
  }
}
