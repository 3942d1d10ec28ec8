import { renameSync } from 'node:fs'
import { onSite, type Site } from '../bench/ground.ts'
import type { Extent } from '../k6/plan.ts'
import type { Scenario } from '../k6/thresholds.ts'
import { readArguments, type Wish } from './arguments.ts'
import { CannotRun } from './cannot-run.ts'
import { findK6, type FoundK6 } from './find-k6.ts'
import { runScenario } from './run-scenario.ts'
import { saveResult } from './save-result.ts'
import { SCENARIO_TABLE } from './scenario-table.ts'
import { setStage } from './stage.ts'
import { summaryText } from './summary-text.ts'
import { usage } from './usage.ts'

const [KEPT, NOT_KEPT, NOT_RUN, INTERRUPTED] = [0, 1, 2, 130]
/** A person may have ten sockets open; some are kept for those that are just being closed. */
const SOCKETS_OF_PERSON = 7
const LEAST_PEOPLE = 40

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

process.exitCode = await run().catch((error: unknown) => {
  if (stopping.signal.aborted) return INTERRUPTED
  if (!(error instanceof CannotRun)) throw error
  process.stderr.write(`${error.message}\n`)
  return NOT_RUN
})

async function run(): Promise<number> {
  const wish = readArguments(process.argv.slice(2))
  if (wish.help) {
    say(usage())
    return KEPT
  }
  const k6 = findK6()
  return await onSite(say, stopping.signal, (site) => runAll(site, wish, k6))
}

async function runAll(site: Site, wish: Wish, k6: FoundK6): Promise<number> {
  if (wish.keep) site.afterwards(() => keepFolder(site))
  const { cases, scenarios } = wish
  const mostConsoles = Math.max(...scenarios.map((scenario) => extentOf(scenario, wish).vus))
  const stage = await setStage(site, {
    cases,
    people: Math.max(LEAST_PEOPLE, Math.ceil(mostConsoles / SOCKETS_OF_PERSON)),
  })
  let allKept = true
  for (const scenario of scenarios) {
    const extent = extentOf(scenario, wish)
    say(`${scenario}: ${extent.seconds} s`)
    const result = await runScenario({ site, stage, k6, scenario, extent, cases })
    say(summaryText(result))
    say(`Written: ${saveResult(result)}`)
    allKept &&= result.verdicts.every(({ holds }) => holds)
  }
  return allKept ? KEPT : NOT_KEPT
}

function extentOf(scenario: Scenario, { extent }: Wish): Extent {
  return { ...SCENARIO_TABLE[scenario].extent, ...extent }
}

/** Done when server and database have stopped, before the folder is removed. */
function keepFolder({ folder }: Site): void {
  renameSync(folder, `${folder}-kept`)
  say(`Kept: ${folder}-kept`)
}
