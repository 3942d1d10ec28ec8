import type { Figures } from './result.ts'

type Summary = { readonly metrics: Readonly<Record<string, { readonly values: Figures }>> }

/** The metrics in the summary of k6, by name. */
export const metricsIn = (json: string): Readonly<Record<string, Figures>> => {
  const { metrics } = JSON.parse(json) as Summary
  return Object.fromEntries(Object.entries(metrics).map(([name, { values }]) => [name, values]))
}
