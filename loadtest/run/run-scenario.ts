import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import type { Site } from '../bench/ground.ts'
import type { Extent } from '../k6/plan.ts'
import type { Scenario } from '../k6/thresholds.ts'
import { CannotRun } from './cannot-run.ts'
import type { FoundK6 } from './find-k6.ts'
import { followStreams, type Followed } from './follow-streams.ts'
import { memoryGrowth } from './memory-growth.ts'
import { metricsIn } from './read-summary.ts'
import type { Figures, Result } from './result.ts'
import { runK6 } from './run-k6.ts'
import { type Sample, startSampler } from './sampler.ts'
import { SCENARIO_TABLE } from './scenario-table.ts'
import type { Series } from './series.ts'
import type { Stage } from './stage.ts'
import { verdictsOn } from './verdicts.ts'

/** What a scenario is run with. */
export type ScenarioRun = {
  readonly site: Site
  readonly stage: Stage
  readonly k6: FoundK6
  readonly scenario: Scenario
  readonly extent: Extent
  readonly cases: number
}

/** Steps that a chart has at most. */
const STEPS = 120

/** Runs one scenario and judges it. @throws CannotRun when it did not come to its end */
export const runScenario = async (run: ScenarioRun): Promise<Result> => {
  const { site, k6, scenario, extent, cases } = run
  const begun = new Date().toISOString()
  const [loadBefore = 0] = loadavg()
  const { series, samples, metrics } = await measured(run)
  const [loadAfter = 0] = loadavg()
  site.say(`  ${scenario} is over.`)
  const [processor] = cpus()
  const { version } = k6
  const machine = { processors: cpus().length, model: processor?.model ?? '', node: process.version, k6: version }
  return {
    scenario,
    begun,
    extent,
    cases,
    machine: { ...machine, loadBefore, loadAfter },
    verdicts: verdictsOn(scenario, metrics),
    metrics,
    series,
    samples,
  }
}

type Measured = Pick<Result, 'series' | 'samples' | 'metrics'>

const measured = async ({ site, stage, k6, scenario, extent }: ScenarioRun): Promise<Measured> => {
  const row = SCENARIO_TABLE[scenario]
  const file = (name: string): string => join(site.folder, `${scenario}-${name}`)
  const [planFile, summaryFile] = [file('plan.json'), file('summary.json')]
  writeFileSync(planFile, JSON.stringify({ ...stage.plan, extent }))
  const gone = new AbortController()
  void stage.server.ended.then((said) =>
    gone.abort(new CannotRun(`The server ended during the run. ${said.slice(-500)}`)),
  )
  const followers = await followStreams(stage.plan.url, stage.readerKey, row.streams)
  const sampler = startSampler(stage.server.pid, stage.postmaster, Math.min(10, Math.max(1, extent.seconds / STEPS)))
  let samples: readonly Sample[] = []
  let followed: Followed | undefined
  try {
    const series = await runK6({
      k6: k6.path,
      module: join(import.meta.dirname, '..', 'k6', `${scenario}.ts`),
      planFile,
      summaryFile,
      logFile: file('k6.log'),
      mostSeconds: extent.seconds + row.slack(extent),
      step: Math.max(1, Math.ceil(extent.seconds / STEPS)),
      ending: AbortSignal.any([site.stopping, gone.signal]),
      onSeries: (so) => site.say(progressOf(so, extent)),
    })
    samples = sampler.stop()
    if (!existsSync(summaryFile))
      throw new CannotRun(`k6 wrote no summary; it said:\n${readFileSync(file('k6.log'), 'utf8')}`)
    const counted = metricsIn(readFileSync(summaryFile, 'utf8'))
    followed = await followers.stop(counted['cases_ended']?.['count'] ?? 0)
    return { series, samples, metrics: { ...counted, ...ownMetrics(counted, samples, followed) } }
  } finally {
    sampler.stop()
    if (followed === undefined) await followers.stop(0)
  }
}

/** What k6 cannot measure, or not by itself. */
const ownMetrics = (
  counted: Readonly<Record<string, Figures>>,
  samples: readonly Sample[],
  { lost, ended, streams, delivery95 }: Followed,
): Readonly<Record<string, Figures>> => {
  const [due, made] = [counted['deliveries_due']?.['count'], counted['deliveries_made']?.['count'] ?? 0]
  const growth = memoryGrowth(samples)
  return {
    ...(streams === 0 ? {} : { run_sse_lost: { value: lost }, run_sse_ended: { value: ended } }),
    ...(delivery95 === null ? {} : { run_sse_delivery_ms: { 'p(95)': delivery95 } }),
    ...(due === undefined ? {} : { run_deliveries_lost: { value: due - made } }),
    ...(growth === undefined ? {} : { run_memory_growth: { value: growth } }),
  }
}

const progressOf = ({ step, requests, faults }: Series, { seconds }: Extent): string => {
  const last = Math.max(0, requests.length - 2)
  const wrong = faults.reduce((sum, each) => sum + each * step, 0)
  return `  ${requests.length * step} of ${seconds} s: ${requests[last] ?? 0} answers a second, ${wrong} faults so far`
}
