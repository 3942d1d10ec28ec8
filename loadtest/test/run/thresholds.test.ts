import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expressionOf, isOfRunner, SCENARIOS, THRESHOLDS, thresholdsOf } from '../../k6/thresholds.ts'

const k6 = join(import.meta.dirname, '../../k6')
const sources = (folder: string): string => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
}

describe('the table of thresholds', () => {
  it.each(SCENARIOS)('holds %s to some, each metric once and with a reason, and to answering at all', (scenario) => {
    const rows = THRESHOLDS.filter((row) => row.scenario === scenario)
    expect(rows.length).toBeGreaterThan(2)
    expect(new Set(rows.map(({ metric }) => metric)).size).toBe(rows.length)
    expect(rows.map(({ metric }) => metric)).toContain('faults')
    for (const { because } of rows) expect(because).toMatch(/\w.*\.$/)
    expect(existsSync(join(k6, `${scenario}.ts`))).toBe(true)
  })

  it('names only metrics that are measured', () => {
    const [counted, own] = [sources(k6), sources(join(k6, '../run'))]
    const known = new Set(['http_req_duration', 'dropped_iterations'])
    for (const { metric } of THRESHOLDS) {
      const name = metric.replace(/\{.*/, '')
      if (isOfRunner(name)) expect(own).toContain(`${name}:`)
      else if (!known.has(name)) expect(counted).toContain(`('${name}'`)
    }
  })

  it('names only documents that are asked', () => {
    const asked = sources(k6)
    for (const { metric } of THRESHOLDS) {
      const document = /\{name:(\w+)\}/.exec(metric)?.[1]
      if (document !== undefined) expect(asked).toMatch(new RegExp(`(query|mutation) ${document}\\b`))
    }
  })

  it('is written as k6 reads it, without what the runner measures', () => {
    expect(expressionOf({ of: 'p(95)', limit: { below: 500 } })).toBe('p(95)<500')
    expect(expressionOf({ of: 'count', limit: { atLeast: 1 } })).toBe('count>=1')
    expect(thresholdsOf('soak')).toMatchObject({ faults: ['rate==0'], events_not_stored: ['count==0'] })
    expect(thresholdsOf('soak')).not.toHaveProperty('run_memory_growth')
  })
})
