import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { setTimeout as pause } from 'node:timers/promises'
import { onGround, type Extent } from '../bench/ground.ts'
import { processorMs } from '../bench/processor-time.ts'
import { callTree, type CpuProfile } from './cpu-profile.ts'
import { flameGraph } from './flame-graph.ts'
import { tablesOf } from './table.ts'
import { WORKS } from './works.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '15' }, 'warm-up': { type: 'string', default: '5' } },
})
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const [name = ''] = positionals
const setUp = WORKS[name]
if (setUp === undefined) {
  say(`Say what is to be profiled: ${Object.keys(WORKS).join(', ')}.`)
  process.exit(2)
}
const extent: Extent = { quick: true, rounds: 1, events: 50_000, connections: 128, cases: [], imported: 0 }
const results = join(import.meta.dirname, '..', 'results')
const sampler = pathToFileURL(join(import.meta.dirname, 'sampler.ts')).href

try {
  await onGround(extent, say, stopping.signal, async (ground) => {
    const file = join(ground.folder, 'server.cpuprofile')
    const serverSettings = { NODE_OPTIONS: `--import=${sampler}`, PROFILE_FILE: file }
    const { pid, drive } = await setUp({ ...ground, serverSettings })
    say(`Warming up for ${values['warm-up']} s …`)
    await drive(Number(values['warm-up']) * 1000)
    const without = await timed(pid, () => drive(Number(values['warm-up']) * 1000))
    say(`Profiling ${name} for ${values.seconds} s …`)
    process.kill(pid, 'SIGUSR2')
    const operations = await drive(Number(values.seconds) * 1000)
    process.kill(pid, 'SIGUSR2')
    keep(await profileIn(file), operations, without)
    copyFileSync(file, join(results, `profile-${name}.cpuprofile`))
  })
} catch (error) {
  if (!stopping.signal.aborted) throw error
  process.exitCode = 130
}

/** Processor time of a server for one operation, in microseconds. */
async function timed(pid: number, drive: () => Promise<number>): Promise<number> {
  const before = processorMs(pid)
  const operations = await drive()
  return ((processorMs(pid) - before) * 1000) / operations
}

async function profileIn(file: string): Promise<CpuProfile> {
  for (let waited = 0; waited < 100; waited++) {
    await pause(100)
    if (!existsSync(file)) continue
    await pause(500) // until all of it is written
    return JSON.parse(readFileSync(file, 'utf8')) as CpuProfile
  }
  throw new Error('The server wrote no profile.')
}

function keep(profile: CpuProfile, operations: number, withoutUs: number): void {
  const tree = callTree(profile)
  mkdirSync(results, { recursive: true })
  const head = `${name}: ${withoutUs.toFixed(1)} µs of processor of the server for an operation before it was profiled.`
  const text = `${head}\n${tablesOf(tree, operations)}`
  writeFileSync(join(results, `profile-${name}.txt`), text)
  writeFileSync(join(results, `profile-${name}.svg`), flameGraph(name, tree))
  process.stdout.write(text)
}
