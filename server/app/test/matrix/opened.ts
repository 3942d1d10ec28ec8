import { openMatrix, type Fillers, type Makers, type Matrix, type MatrixField } from '@zhikong/core/testing'
import { example } from '@zhikong/example'
import { plugins } from '../../src/plugins.ts'
import { planted } from './planted.ts'

/** What the arguments of plugins take that core's makers do not know. */
const MAKERS: Makers = {
  'VisitInput.day': () => '2026-03-10',
  'VisitInput.visitors': () => 7,
  'PublishEfficiencyReportInput.region': ({ region }) => region,
  'PublishEfficiencyReportInput.conclusion': () => 'Asked by the matrix',
  'Query.efficiencyReport.id': () => '1',
  'Query.accountabilityRecord.id': () => '1',
  'ProposeAccountabilityLeadInput.case': ({ case: id }) => id,
  'ProposeAccountabilityLeadInput.words': () => 'Asked by the matrix',
  'JudgeAccountabilityLeadInput.id': () => '1',
  'DetectAccountabilityLeadsInput.region': ({ region }) => region,
  'OpenAccountabilityInput.alert': ({ alert }) => alert,
  'OpenAccountabilityInput.ground': () => 'Asked by the matrix',
  'OpenAccountabilityInput.citedRule': () => 'Asked by the matrix',
  'HearAccountabilityInput.id': () => '1',
  'HearAccountabilityInput.statement': () => 'Asked by the matrix',
  'DecideAccountabilityInput.id': () => '1',
  'DecideAccountabilityInput.number': () => 'Asked by the matrix',
  'DecideAccountabilityInput.words': () => 'Asked by the matrix',
  'CarryOutAccountabilityInput.id': () => '1',
  'CarryOutAccountabilityInput.words': () => 'Asked by the matrix',
  'CloseAccountabilityInput.id': () => '1',
  'CloseAccountabilityInput.words': () => 'Asked by the matrix',
  'WithdrawAccountabilityInput.id': () => '1',
  'WithdrawAccountabilityInput.words': () => 'Asked by the matrix',
  indicator: () => 'cases-accepted',
  indicators: () => ['cases-accepted', 'on-time-rate', 'cases-open', 'hall-visitors'],
}

/** What of a report is JSON, without a figure in it. */
const ANALYSIS = {
  figures: [],
  handling: null,
  timeSpent: { cases: 0, sampled: 0, days: 0, steps: [], windows: [], halls: [] },
  warnings: {
    late: 0,
    lateLoaded: 0,
    lateWarned: 0,
    issued: 0,
    acknowledged: 0,
    settled: 0,
    pending: 0,
    medianHours: null,
  },
}

/** What columns of plugins take that the matrix cannot see from their types. */
const FILLERS: Fillers = { 'efficiency.report': { content: () => JSON.stringify(ANALYSIS) } }

/** The matrix over all plugins of the server, the example and what was planted. */
export const openServerMatrix = (): Promise<Matrix> =>
  openMatrix({ plugins: [...plugins, example, planted], makers: MAKERS, fillers: FILLERS })

const WRONG = new Set(['plantedLeak', 'plantedCount', 'plantedForgetful'])

/** The fields that are meant to be right. */
export const soundFields = ({ fields }: Matrix): readonly MatrixField[] => fields.filter(({ name }) => !WRONG.has(name))

/** Some fields by name. */
export const fieldsNamed = ({ fields }: Matrix, ...names: readonly string[]): readonly MatrixField[] =>
  fields.filter(({ name }) => names.includes(name))
