import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { memoryGrowth } from '../../run/memory-growth.ts'
import { resultPage } from '../../run/page/result-page.ts'
import { metricsIn } from '../../run/read-summary.ts'
import type { Result } from '../../run/result.ts'
import { recordSeries } from '../../run/series.ts'
import { summaryText } from '../../run/summary-text.ts'
import { verdictsOn } from '../../run/verdicts.ts'

const metrics = {
  ...metricsIn(readFileSync(join(import.meta.dirname, 'summary.json'), 'utf8')),
  run_sse_lost: { value: 0 },
}
const sample = (at: number, memory: number | null) => ({ at, memory, server: 0.2, postgres: 0.1 })
const point = (metric: string, second: number, value: number): string =>
  JSON.stringify({ metric, type: 'Point', data: { time: new Date(second * 1_000).toISOString(), value, tags: {} } })

const result = async (): Promise<Result> => {
  const lines = [point('http_req_duration', 1, 20), point('http_req_duration', 1.5, 40), point('faults', 1.5, 1)]
  lines.push(point('vus', 2, 3), point('events_stored', 3.2, 500), point('delivery_ms', 3.9, 12))
  const recorder = recordSeries(Readable.from(lines.map((line) => `${line}\n`)), 1)
  await recorder.done
  return {
    scenario: 'soak',
    begun: '2026-11-23T01:00:00.000Z',
    extent: { vus: 6, rate: 100, seconds: 60 },
    cases: 2_000,
    machine: { processors: 2, model: 'Made-up <processor>', node: 'v24', k6: 'v1.8.1', loadBefore: 1, loadAfter: 2 },
    verdicts: verdictsOn('soak', metrics),
    metrics,
    series: recorder.series(),
    samples: [sample(10, 400), sample(20, 410), sample(30, null)],
  }
}

describe('what comes of a run', () => {
  it('is kept by second, from the points that k6 tells', async () => {
    expect((await result()).series).toEqual({
      step: 1,
      requests: [2, 0, 0],
      faults: [1, 0, 0],
      answerMedian: [20, null, null],
      answer95: [40, null, null],
      events: [0, 0, 500],
      deliveries: [0, 0, 1],
      delivery95: [null, null, 12],
    })
  })

  it('is judged limit by limit; what was not measured does not hold, and what never happened counts as none', () => {
    const held = Object.fromEntries(verdictsOn('soak', metrics).map(({ metric, holds }) => [metric, holds]))
    expect(held).toEqual({
      faults: true,
      events_not_stored: false,
      sockets_dropped: true,
      deliveries_out_of_order: true,
      run_sse_lost: true,
      run_memory_growth: false,
      'http_req_duration{name:Overview}': true,
    })
  })

  it('is told in words', async () => {
    const text = summaryText(await result())
    expect(text).toContain('soak: a limit was not kept')
    expect(text).toContain('✗ events_not_stored count==0: 2')
    expect(text).toContain('✗ run_memory_growth value<1.1: not measured')
  })

  it('is shown on one page in both languages that loads nothing from elsewhere', async () => {
    const page = resultPage(await result())
    expect(page).toContain('<title>压力测试 Load test · 长时间运行 Soak</title>')
    expect(page).toContain('2 项限值未满足 of 7 limits were not kept')
    expect(page).toContain('Made-up &lt;processor&gt;')
    expect(page).toContain('prefers-color-scheme: dark')
    expect(page.match(/<svg /g)).toHaveLength(7)
    expect(page).not.toMatch(/<script|<link|src=|https?:|url\(|NaN|undefined/)
  })
})

describe('the growth of memory', () => {
  it('compares the last third with the first, after warming up', () => {
    const samples = Array.from({ length: 60 }, (_, n) => sample(n * 10, n < 12 ? 100 : 400 + n))
    expect(memoryGrowth(samples)).toBeCloseTo(1.077, 2)
  })

  it('is not known from too few samples', () => {
    expect(memoryGrowth([])).toBeUndefined()
    expect(memoryGrowth([sample(10, 400), sample(20, 400), sample(30, 400)])).toBeUndefined()
    expect(memoryGrowth(Array.from({ length: 60 }, (_, n) => sample(n, null)))).toBeUndefined()
  })
})
