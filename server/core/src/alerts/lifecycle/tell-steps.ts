import type { Transaction } from 'kysely'
import { selectCasesByKey } from '../../cases/queries/select-cases.ts'
import type { CaseEngine } from '../../cases/engine.ts'
import { wholeRange } from '../../database/scope.ts'
import type { CoreTables } from '../../database/tables.ts'
import { appendToOutbox } from '../../feed/append.ts'
import { announceSubjectSteps } from '../subjects/announce.ts'
import type { SubjectClock } from '../subjects/declaration.ts'
import type { MovedOfCase } from './announce-steps.ts'
import { announceSteps } from './announce-steps.ts'
import type { Moved } from './take-step.ts'

const WHOLE = { ...wholeRange, organisationId: null, hallId: null } as const

/** What cards are told with: the clocks that raise them, and the names of places. */
export type Telling = Pick<CaseEngine, 'clocks' | 'registers'> & { readonly subjectClocks?: readonly SubjectClock[] }

/** Tells the feed what became of cards, of cases and of other records. */
export const tellSteps = async (
  trx: Transaction<CoreTables>,
  engine: Telling,
  moved: readonly Moved[],
  now: Date,
): Promise<void> => {
  const told = moved.filter(({ alert }) => !alert.historical)
  const { registers, subjectClocks = [] } = engine
  const ofRecords = told.filter(({ alert }) => alert.subject !== 'case')
  await appendToOutbox(trx, [
    ...announceSteps(await withCases(trx, told), engine, now),
    ...announceSubjectSteps(ofRecords, subjectClocks, registers, now),
  ])
}

/** Those that are about cases, with the cases. */
const withCases = async (trx: Transaction<CoreTables>, moved: readonly Moved[]): Promise<readonly MovedOfCase[]> => {
  const ofCases = moved.filter(({ alert }) => alert.subject === 'case')
  const keys = new Map(
    ofCases.map(({ alert: { areaCode, openedOn, caseId } }) => [caseId, { areaCode, openedOn, caseId }]),
  )
  const cases = await selectCasesByKey(trx, [...keys.values()], WHOLE)
  const recordOf = new Map(cases.map((record) => [record.caseId, record]))
  return ofCases.flatMap((one) => {
    const record = recordOf.get(one.alert.caseId)
    return record === undefined ? [] : [{ ...one, record }]
  })
}
