import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { BENCHES } from './benches.ts'
import { onGround, type Bench, type Extent } from './ground.ts'
import type { Outcome } from './outcome.ts'
import { broken, falls, merged, tableOf, type Report } from './report.ts'

type Seen = { readonly outcomes: readonly Outcome[]; readonly fallen: readonly string[] }

/** How often a benchmark is run before a fall is believed. */
const LOOKS = 3

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: BENCHES.map(({ code }) => code).join(',') },
    rounds: { type: 'string' },
    events: { type: 'string' },
    connections: { type: 'string', default: '128' },
    minutes: { type: 'string' },
    cases: { type: 'string' },
    imported: { type: 'string' },
    'kept-data': { type: 'string' },
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
  minutes: values.minutes === undefined ? undefined : Number(values.minutes),
  cases: (values.cases ?? (quick ? '20000,200000' : '1000000,10000000')).split(',').map(Number),
  imported: Number(values.imported ?? (quick ? 100_000 : 20_000_000)),
  keptData: values['kept-data'],
}
/** Quick runs are compared with quick runs. */
const out = values.out ?? join(import.meta.dirname, '..', 'results', quick ? 'bench-quick.json' : 'bench.json')
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const wanted = values.only.split(',')
const unknown = wanted.filter((code) => BENCHES.every((bench) => bench.code !== code))
if (unknown.length > 0) {
  say(`No benchmark is called ${unknown.join(', ')}. There are: ${BENCHES.map(({ code }) => code).join(', ')}.`)
  process.exit(2)
}
const before = readBefore()
try {
  const [outcomes, fallen]: [Outcome[], string[]] = [[], []]
  for (const bench of BENCHES.filter(({ code }) => wanted.includes(code))) {
    const seen = await look(bench)
    outcomes.push(...seen.outcomes)
    fallen.push(...seen.fallen)
  }
  finish(outcomes, fallen)
} catch (error) {
  if (!stopping.signal.aborted) throw error
  process.exitCode = 130
}

/** Runs a benchmark; a fall counts when it is seen each time, since other work on the machine makes one, too. */
async function look(bench: Bench, looks = LOOKS): Promise<Seen> {
  const outcomes = await onGround(extent, say, stopping.signal, bench.run)
  const faults = broken(outcomes)
  const fallen = falls(before?.outcomes ?? [], outcomes)
  if (faults.length > 0 || fallen.length === 0 || looks === 1) return { outcomes, fallen: [...faults, ...fallen] }
  for (const sentence of fallen) say(`${sentence} Looking again.`)
  return look(bench, looks - 1)
}

function finish(outcomes: readonly Outcome[], fallen: readonly string[]): void {
  const machine = { processors: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg() }
  const date = new Date().toISOString().slice(0, 10)
  const report: Report = { date, events: extent.events, rounds: extent.rounds, machine, outcomes }
  process.stdout.write(`${tableOf(report)}\n`)
  for (const sentence of fallen) process.stdout.write(`${sentence}\n`)
  process.exitCode = fallen.length > 0 ? 1 : 0
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
