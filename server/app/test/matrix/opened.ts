import { randomUUID } from 'node:crypto'
import { openMatrix, type Fillers, type Makers, type Matrix, type MatrixField } from '@zhikong/core/testing'
import { example } from '@zhikong/example'
import { plugins } from '../../src/plugins.ts'
import { planted } from './planted.ts'

/** The id of no row, where ids are numbers. */
const NO_SERIAL = '999999999'

/** What the arguments of plugins take that core's makers do not know. */
const MAKERS: Makers = {
  'VisitInput.day': () => '2026-03-10',
  'VisitInput.visitors': () => 7,
  'PublishEfficiencyReportInput.region': ({ region }) => region,
  'PublishEfficiencyReportInput.conclusion': () => 'Asked by the matrix',
  'Query.efficiencyReport.id': () => NO_SERIAL,
  'Query.accountabilityRecord.id': () => NO_SERIAL,
  'ProposeAccountabilityLeadInput.case': ({ case: id }) => id,
  'ProposeAccountabilityLeadInput.words': () => 'Asked by the matrix',
  'JudgeAccountabilityLeadInput.id': () => NO_SERIAL,
  'DetectAccountabilityLeadsInput.region': ({ region }) => region,
  'OpenAccountabilityInput.alert': ({ alert }) => alert,
  'OpenAccountabilityInput.ground': () => 'Asked by the matrix',
  'OpenAccountabilityInput.citedRule': () => 'Asked by the matrix',
  'HearAccountabilityInput.id': () => NO_SERIAL,
  'HearAccountabilityInput.statement': () => 'Asked by the matrix',
  'DecideAccountabilityInput.id': () => NO_SERIAL,
  'DecideAccountabilityInput.number': () => 'Asked by the matrix',
  'DecideAccountabilityInput.words': () => 'Asked by the matrix',
  'CarryOutAccountabilityInput.id': () => NO_SERIAL,
  'CarryOutAccountabilityInput.words': () => 'Asked by the matrix',
  'CloseAccountabilityInput.id': () => NO_SERIAL,
  'CloseAccountabilityInput.words': () => 'Asked by the matrix',
  'WithdrawAccountabilityInput.id': () => NO_SERIAL,
  'WithdrawAccountabilityInput.words': () => 'Asked by the matrix',
  'Query.rectification.id': () => '00000000-0000-7000-8000-00000000a001',
  'HandOverFindingInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'AcceptRectificationInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'PlanRectificationInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'FinishRectificationInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'FeedBackRectificationInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'RecheckRectificationInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'WithdrawRectificationInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'AskExtensionInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'DecideExtensionInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'UrgeRectificationInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'WatchRectificationInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'AnswerUrgeInput.id': () => '00000000-0000-7000-8000-00000000a001',
  'HandOverFindingInput.requirement': () => 'Asked by the matrix',
  'PlanRectificationInput.measures': () => 'Asked by the matrix',
  'PlanRectificationInput.responsible': () => 'Asked by the matrix',
  'FinishRectificationInput.outcome': () => 'Asked by the matrix',
  'FeedBackRectificationInput.feedback': () => 'Asked by the matrix',
  'RecheckRectificationInput.words': () => 'Asked by the matrix',
  'WithdrawRectificationInput.words': () => 'Asked by the matrix',
  'AskExtensionInput.reason': () => 'Asked by the matrix',
  'DecideExtensionInput.words': () => 'Asked by the matrix',
  'UrgeRectificationInput.words': () => 'Asked by the matrix',
  'AnswerUrgeInput.words': () => 'Asked by the matrix',
  'JudgeTrendInput.reason': () => 'Asked by the matrix',
  'ReportRatingFaultInput.words': () => 'Asked by the matrix',
  'JudgeRatingFaultInput.words': () => 'Asked by the matrix',
  'CorrectRatingFaultInput.words': () => 'Asked by the matrix',
  'CloseRatingFaultInput.words': () => 'Asked by the matrix',
  // Who is bound to a hall may write down what it changed: words that are none are refused after the reach is looked at.
  'RecordMethodChangeInput.title': () => ' ',
  'RecordMethodChangeInput.change': () => 'Asked by the matrix',
  'RecordMethodChangeInput.reason': () => 'Asked by the matrix',
  'AssessMethodChangeInput.effect': () => 'Asked by the matrix',
  'JudgeTrendInput.id': () => NO_SERIAL,
  'JudgeRatingFaultInput.id': () => NO_SERIAL,
  'CorrectRatingFaultInput.id': () => NO_SERIAL,
  'CloseRatingFaultInput.id': () => NO_SERIAL,
  'AssessMethodChangeInput.id': () => NO_SERIAL,
  'FinishRectificationInput.evidence': () => ['00000000-0000-7000-8000-00000000a001'],
  'AskExtensionInput.days': () => 5,
  'ReportRatingFaultInput.part': () => 1,
  'ReportRatingFaultInput.whole': () => 2,
  'RecordMethodChangeInput.region': ({ region }) => region,
  'SetImprovementTermsInput.region': ({ region }) => region,
  'Query.improvementTerms.region': ({ region }) => region,
  'DetectRatingFaultsInput.region': ({ region }) => region,
  'Query.urgeToken.case': ({ case: id }) => id,
  'Query.ownMatter.token': () => randomUUID(),
  'UrgeMatterInput.token': () => randomUUID(),
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
const FILLERS: Fillers = {
  'efficiency.report': { content: () => JSON.stringify(ANALYSIS) },
  'improvement.rectification': { finding_id: () => randomUUID() },
  'improvement.extension': { days: () => 5 },
  'improvement.rating_fault': { to_day: () => '2026-12-01' },
}

/** The matrix over all plugins of the server, the example and what was planted. */
export const openServerMatrix = (): Promise<Matrix> =>
  openMatrix({ plugins: [...plugins, example, planted], makers: MAKERS, fillers: FILLERS })

const WRONG = new Set(['plantedLeak', 'plantedCount', 'plantedForgetful'])

/** The fields that are meant to be right. */
export const soundFields = ({ fields }: Matrix): readonly MatrixField[] => fields.filter(({ name }) => !WRONG.has(name))

/** Some fields by name. */
export const fieldsNamed = ({ fields }: Matrix, ...names: readonly string[]): readonly MatrixField[] =>
  fields.filter(({ name }) => names.includes(name))
