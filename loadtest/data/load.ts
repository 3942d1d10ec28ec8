import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StartRefused } from '@zhikong/core'
import { checkFigures } from './check-figures.ts'
import { loadBar } from './load-bar.ts'
import { loadInto } from './load-data-set.ts'
import { openProduct } from './open-product.ts'
import { PlaceTaken } from './progress.ts'

const USAGE = `node loadtest/data/load.ts --cases 1000000 (--folder FOLDER | --database-url URL) [options]

Loads made-up cases of one year over all regions, by the product's own bulk path, into a database of their own. Begun again
after Ctrl-C it goes on where it was; what is complete is only counted.

--cases N          how many
--folder FOLDER    into the embedded PostgreSQL of a data folder
--database-url U   into a PostgreSQL of yours, as DATABASE_URL
--seed N           another seed makes other cases; 1 unless told
--until DAY        the last day, YYYY-MM-DD; yesterday unless told
--connections N    transactions at a time; 2 unless told
--no-check         leave out counting all figures again at the end
`

const options = {
  cases: { type: 'string' },
  folder: { type: 'string' },
  'database-url': { type: 'string' },
  seed: { type: 'string' },
  until: { type: 'string' },
  connections: { type: 'string' },
  check: { type: 'boolean', default: true },
  help: { type: 'boolean', default: false },
} as const

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** A whole number above 0; undefined where there is none. @throws RangeError */
const count = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new RangeError(`--${name} is a whole number above 0.`)
  return Number(text)
}

const readOptions = () => {
  const { values } = parseArgs({ options, allowNegative: true })
  const cases = count('cases', values.cases)
  const [folder, url] = [values.folder, values['database-url']]
  if (values.help || cases === undefined || (folder === undefined) === (url === undefined)) return undefined
  if (values.until !== undefined && !/^\d{4}-\d\d-\d\d$/.test(values.until)) {
    throw new RangeError('--until is a day, YYYY-MM-DD.')
  }
  const [seed, connections] = [count('seed', values.seed), count('connections', values.connections)]
  return {
    place: url === undefined ? { folder: resolve(folder ?? '') } : { url },
    wanted: {
      cases,
      ...(seed === undefined ? {} : { seed }),
      ...(values.until === undefined ? {} : { until: values.until }),
    },
    loading: connections === undefined ? {} : { connections },
    check: values.check,
  }
}

const run = async ({ place, wanted, loading, check }: NonNullable<ReturnType<typeof readOptions>>): Promise<number> => {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const { platform, close } = await openProduct(place)
  const bar = loadBar(process.stderr, wanted.cases)
  const begun = performance.now()
  try {
    const onProgress = ({ cases, events }: { cases: number; events: number }): void => bar.show(cases, events)
    const { set, counts, stored } = await loadInto(platform, wanted, {
      ...loading,
      onProgress,
      signal: stopping.signal,
    })
    bar.end()
    const seconds = (performance.now() - begun) / 1_000
    say(`${counts.cases} cases and ${counts.events} events of seed ${set.seed}, up to ${set.until}; all made up.`)
    say(`${counts.open} are open, ${counts.late} were late, ${counts.cards} cards were issued.`)
    say(`${stored} events are new: ${Math.round(stored / seconds)} a second over ${seconds.toFixed(0)} s.`)
    if (!check) return counts.cases === set.cases ? 0 : 1
    const { checked, mismatches } = await checkFigures(platform, set)
    say(`${checked} totals were counted again, ${mismatches.length} are wrong.`)
    for (const mismatch of mismatches.slice(0, 20)) say(`  ${mismatch}`)
    return counts.cases === set.cases && mismatches.length === 0 ? 0 : 1
  } catch (error) {
    bar.end()
    if (stopping.signal.aborted) {
      say('Stopped. The same command goes on from here.')
      return 130
    }
    throw error
  } finally {
    await close()
  }
}

try {
  const given = readOptions()
  if (given === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = process.argv.includes('--help') ? 0 : 1
  } else process.exitCode = await run(given)
} catch (error) {
  const isTold = error instanceof PlaceTaken || error instanceof StartRefused || error instanceof RangeError
  if (!isTold && !(error instanceof TypeError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
