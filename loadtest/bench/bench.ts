import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { BENCHES } from './benches.ts'
import { onGround, type Extent } from './ground.ts'
import type { Outcome } from './outcome.ts'
import { falls, merged, tableOf, type Report } from './report.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: BENCHES.map(({ code }) => code).join(',') },
    rounds: { type: 'string' },
    events: { type: 'string' },
    connections: { type: 'string', default: '128' },
    out: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
})
const { quick } = values
const extent: Extent = {
  quick,
  rounds: Number(values.rounds ?? (quick ? 3 : 5)),
  events: Number(values.events ?? (quick ? 50_000 : 1_000_000)),
  connections: Number(values.connections),
}
/** Quick runs are compared with quick runs. */
const out = values.out ?? join(import.meta.dirname, '..', 'results', quick ? 'bench-quick.json' : 'bench.json')
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const outcomes: Outcome[] = []
const wanted = values.only.split(',')
const unknown = wanted.filter((code) => BENCHES.every((bench) => bench.code !== code))
if (unknown.length > 0) {
  say(`No benchmark is called ${unknown.join(', ')}. There are: ${BENCHES.map(({ code }) => code).join(', ')}.`)
  process.exit(2)
}
try {
  for (const bench of BENCHES.filter(({ code }) => wanted.includes(code))) {
    outcomes.push(...(await onGround(extent, say, stopping.signal, bench.run)))
  }
  finish()
} catch (error) {
  if (!stopping.signal.aborted) throw error
  process.exitCode = 130
}

function finish(): void {
  const machine = { processors: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg() }
  const date = new Date().toISOString().slice(0, 10)
  const report: Report = { date, events: extent.events, rounds: extent.rounds, machine, outcomes }
  process.stdout.write(`${tableOf(report)}\n`)
  const before = readBefore()
  const sentences = falls(before, report)
  for (const sentence of sentences) process.stdout.write(`${sentence}\n`)
  process.exitCode = sentences.length > 0 ? 1 : 0
  if (before !== undefined && !values.save) return
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, `${JSON.stringify(merged(before, report), null, 2)}\n`)
}

function readBefore(): Report | undefined {
  try {
    return JSON.parse(readFileSync(out, 'utf8')) as Report
  } catch {
    return undefined
  }
}
