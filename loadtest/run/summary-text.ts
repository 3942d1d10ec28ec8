import { expressionOf } from '../k6/thresholds.ts'
import type { Result, Verdict } from './result.ts'
import { short, toldFigures } from './told-figures.ts'

/** A result for a terminal: what was asked for, what came of each threshold, and the figures. */
export const summaryText = (result: Result): string => {
  const { scenario, extent, cases, machine, verdicts, metrics } = result
  const kept = verdicts.every(({ holds }) => holds)
  return [
    `${scenario}: ${kept ? 'every limit was kept' : 'a limit was not kept'}`,
    `  ${result.begun}; ${extent.seconds} s, ${extent.vus} virtual users, ${extent.rate} events a second; ${cases} cases at the beginning`,
    `  ${machine.processors} × ${machine.model}, Node ${machine.node}, k6 ${machine.k6}, load ${machine.loadBefore.toFixed(1)} → ${machine.loadAfter.toFixed(1)}`,
    '',
    ...verdicts.map(verdictLine),
    '',
    ...toldFigures(metrics).map(([name, figures]) => `  ${name}: ${figures}`),
    '',
  ].join('\n')
}

const verdictLine = (verdict: Verdict): string => {
  const { metric, value, holds, because } = verdict
  return `  ${holds ? '✓' : '✗'} ${metric} ${expressionOf(verdict)}: ${value === null ? 'not measured' : short(value)} – ${because}`
}
