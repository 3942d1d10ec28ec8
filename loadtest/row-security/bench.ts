import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { declare, openDatabase, prepareData, startEmbedded } from '@zhikong/core'
import type { Database } from '@zhikong/core'
import { loadCases } from './load-cases.ts'
import { measure, type Measured } from './measure.ts'
import { questionsOf } from './queries.ts'

/** Row security may cost so many times the explicit query. */
const GOAL = 1.6

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '2000000' },
    rounds: { type: 'string', default: '31' },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'results', 'row-security.json') },
  },
})
const [rows, rounds] = [Number(values.rows), Number(values.rounds)]
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const measured = await withServer(async (database) => {
  await prepareData(database)
  await loadCases(database, rows, (done) => {
    stopping.signal.throwIfAborted()
    if (done % 500_000 === 0 || done === rows) say(`${done} made-up cases`)
  })
  const found: Measured[] = []
  for (const question of await questionsOf(database)) {
    found.push(await measure(database, question, rounds, stopping.signal))
  }
  return found
}).catch((error: unknown) => {
  if (!stopping.signal.aborted) throw error
})
if (measured) report(measured)
else process.exitCode = 130

/** A server of its own in a folder of its own; both are gone afterwards, however it ends. */
async function withServer<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'zk-bench-'))
  try {
    const server = await startEmbedded({ dataFolder, durable: false })
    try {
      const owner = await server.database('bench')
      const database = await openDatabase({ owner, migrations: declare([]).migrations })
      return await work(database).finally(() => database.close())
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

function report(found: readonly Measured[]): void {
  const machine = { processors: cpus().length, model: cpus()[0]?.model, node: process.version }
  mkdirSync(dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${JSON.stringify({ rows, rounds, goal: GOAL, machine, measured: found }, null, 2)}\n`)
  for (const { question, explicit, secured, ratio } of found) {
    const times = [explicit, secured].map(({ median, min, max }) => `${median} ms (${min}–${max})`)
    say(`${ratio <= GOAL ? '✓' : '✗'} ${question}: ${times.join(' → ')}, ${ratio}×`)
  }
  const worst = Math.max(...found.map(({ ratio }) => ratio))
  say(`Row security costs up to ${worst}× of the explicit query on ${rows} rows; the goal is at most ${GOAL}×.`)
  process.exitCode = worst <= GOAL ? 0 : 1
}
