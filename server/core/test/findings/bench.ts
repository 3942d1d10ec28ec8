import type { PluginBench } from '@zhikong/core/testing'
import type { NewFinding } from '../../src/findings/contract.ts'
import { raiseFinding } from '../../src/findings/raise.ts'
import type { Place } from '../../src/host.ts'

export const COUNTY = '433124'
export const DAY_MS = 86_400_000
export const FOUND = new Date('2026-03-10T10:00:00+08:00')

/** Days after the first finding. */
export const after = (days: number): Date => new Date(FOUND.getTime() + days * DAY_MS)

/** A place of the ledger; `code` is that of a region. */
export const placeIn = (bench: PluginBench, organisationId: number | null = 7, code = COUNTY): Place => {
  const region = bench.registers.current().tree.byCode(code.padEnd(12, '0'))
  if (region === undefined) throw new Error(`There is no region ${code}`)
  const { id, areaCode, scopeKey } = region
  return { regionId: id, areaCode, scopeKey, organisationId, hallId: null }
}

let next = 0

/** Something found, from a source of its own. */
export const found = (bench: PluginBench, with_: Partial<NewFinding> = {}): NewFinding => ({
  source: 'DETECTOR',
  sourceId: `look ${next++}`,
  type: 'TEST',
  place: placeIn(bench),
  cause: 'UNCLEAR',
  severity: 'MINOR',
  title: '演示：指南不清',
  foundAt: FOUND,
  ...with_,
})

/** Raises in a transaction of its own. */
export const raise = (bench: PluginBench, finding: NewFinding) =>
  bench.database.withScope({ mode: 'engine' }, (trx) => raiseFinding(trx, finding))
