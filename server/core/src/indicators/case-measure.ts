import type { CaseRecord } from '../cases/record.ts'
import type { CaseMeasure } from '../plugin.ts'
import type { MeasureDelta } from './deltas.ts'

/** The deltas that lead from one state of a case to the next; either side may be absent. */
export const caseDeltas = (
  measures: readonly CaseMeasure[],
  before: CaseRecord | null,
  after: CaseRecord | null,
): readonly MeasureDelta[] => [...signed(measures, before, -1), ...signed(measures, after, 1)]

const signed = (measures: readonly CaseMeasure[], record: CaseRecord | null, sign: 1 | -1): readonly MeasureDelta[] =>
  record === null
    ? []
    : measures.flatMap(({ code, count }) =>
        count(record).map(({ day, n }) => ({
          areaCode: record.areaCode,
          regionId: record.regionId,
          scopeKey: record.scopeKey,
          organisationId: record.organisationId ?? 0,
          channel: record.channel ?? '',
          source: record.source,
          measure: code,
          day,
          n: sign * n,
        })),
      )
