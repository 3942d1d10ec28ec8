import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { BENCHES } from './benches.ts'
import { onGround, type Bench, type Extent } from './ground.ts'
import type { Outcome } from './outcome.ts'
import { broken, closingLine, falls, goalsOf, merged, ofBench, tableOf, weakest, type Report } from './report.ts'

type Seen = { readonly outcomes: readonly Outcome[]; readonly fallen: readonly string[] }

/** A fall is believed when it is seen so often, and what is kept of quick runs is the weakest of so many. */
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
    table: { type: 'boolean', default: false },
  },
})
const { quick } = values
const extent: Extent = {
  quick,
  rounds: Number(values.rounds ?? (quick ? 2 : 5)),
  events: Number(values.events ?? (quick ? 30_000 : 1_000_000)),
  connections: Number(values.connections),
  minutes: values.minutes === undefined ? undefined : Number(values.minutes),
  cases: (values.cases ?? (quick ? '10000,60000' : '1000000,10000000')).split(',').map(Number),
  imported: Number(values.imported ?? (quick ? 50_000 : 20_000_000)),
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
const kept = readKept()
if (values.table) {
  if (kept === undefined) say(`Nothing is kept in ${out}: run it with --save.`)
  else process.stdout.write(`${goalsOf(kept)}\n`)
  process.exit(kept === undefined ? 1 : 0)
}
try {
  const [outcomes, fallen]: [Outcome[], string[]] = [[], []]
  for (const bench of BENCHES.filter(({ code }) => wanted.includes(code))) {
    const begun = performance.now()
    const seen = await (quick && values.save ? lookForKeeping(bench) : look(bench))
    say(`${bench.code} took ${Math.round((performance.now() - begun) / 1000)} s`)
    outcomes.push(...seen.outcomes)
    fallen.push(...seen.fallen)
  }
  finish(outcomes, fallen)
} catch (error) {
  if (!stopping.signal.aborted) throw error
  process.exitCode = 130
}

/** Runs a benchmark; what fell is measured again, since other work on the machine makes falls, too. */
async function look(bench: Bench, before: readonly (readonly Outcome[])[] = []): Promise<Seen> {
  const outcomes = await onGround(extent, say, stopping.signal, bench.run)
  const looks = [...before, outcomes]
  const faults = broken(outcomes)
  const fallen = falls(ofBench(kept?.outcomes ?? [], bench.code), ...looks)
  if (faults.length > 0 || fallen.length === 0 || looks.length === LOOKS)
    return { outcomes, fallen: [...faults, ...fallen] }
  for (const sentence of fallen) say(`${sentence} Looking again.`)
  return look(bench, looks)
}

/** What quick runs are compared with from now on is as weak as the weakest of so many looks. */
async function lookForKeeping(bench: Bench): Promise<Seen> {
  const looks: (readonly Outcome[])[] = []
  while (looks.length < LOOKS) looks.push(await onGround(extent, say, stopping.signal, bench.run))
  return { outcomes: weakest(looks), fallen: looks.flatMap(broken) }
}

function finish(outcomes: readonly Outcome[], fallen: readonly string[]): void {
  const machine = { processors: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg() }
  const date = new Date().toISOString().slice(0, 10)
  const report: Report = { date, events: extent.events, rounds: extent.rounds, machine, outcomes }
  process.stdout.write(`${tableOf(report)}\n`)
  process.stdout.write(`\n${[...fallen, closingLine(outcomes, fallen)].join('\n')}\n`)
  process.exitCode = fallen.length > 0 ? 1 : 0
  if (kept !== undefined && !values.save) return
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, `${JSON.stringify(merged(kept, report), null, 2)}\n`)
}

function readKept(): Report | undefined {
  try {
    return JSON.parse(readFileSync(out, 'utf8')) as Report
  } catch {
    return undefined
  }
}
