import type { Transaction } from 'kysely'
import { selectCasesByKey } from '../../cases/queries/select-cases.ts'
import type { CaseEngine } from '../../cases/engine.ts'
import { wholeRange } from '../../database/scope.ts'
import type { CoreTables } from '../../database/tables.ts'
import { appendToOutbox } from '../../feed/append.ts'
import { announceSteps } from './announce-steps.ts'
import type { Moved } from './take-step.ts'

const WHOLE = { ...wholeRange, organisationId: null, hallId: null } as const

/** Tells the feed what became of cards, for readers of the cases that they are about. */
export const tellSteps = async (
  trx: Transaction<CoreTables>,
  engine: Pick<CaseEngine, 'clocks' | 'registers'>,
  moved: readonly Moved[],
  now: Date,
): Promise<void> => {
  const ofCases = moved.filter(({ alert }) => alert.subject === 'case')
  if (ofCases.length === 0) return
  const keys = new Map(
    ofCases.map(({ alert: { areaCode, openedOn, caseId } }) => [caseId, { areaCode, openedOn, caseId }]),
  )
  const cases = await selectCasesByKey(trx, [...keys.values()], WHOLE)
  const recordOf = new Map(cases.map((record) => [record.caseId, record]))
  const entries = ofCases.flatMap((one) => {
    const record = recordOf.get(one.alert.caseId)
    return record === undefined ? [] : [{ ...one, record }]
  })
  await appendToOutbox(trx, announceSteps(entries, engine, now))
}
