import type { Access } from '../../graphql/access-option.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Text } from '../../text.ts'
import type { CampaignTotals } from '../campaign.ts'
import {
  indexShares,
  responseShare,
  shareFigure,
  type IndexShare,
  type QuestionTally,
  type ShareFigure,
} from '../rules/results.ts'
import type { SurveyDeclaration } from '../survey.ts'

/** An index with its title, as it is shown. */
export type ShownIndex = {
  readonly code: string
  readonly title: Text
  readonly share: ShareFigure
  readonly small: boolean
}

/** What came of a campaign. */
export type ShownResults = CampaignTotals & {
  readonly response: ShareFigure
  readonly indices: readonly ShownIndex[]
  readonly small: boolean
}

type Survey = Pick<SurveyDeclaration, 'indices' | 'minimumAnswers'>

/** The indices of a survey with their intervals; `frameSize` narrows those of one question. */
export const shownIndices = (
  { indices, minimumAnswers }: Survey,
  shares: readonly IndexShare[],
  frameSize: number | null = null,
): readonly ShownIndex[] =>
  indices.map(({ code, title, questions }) => {
    const { n, count } = shares.find((share) => share.code === code) ?? { n: 0, count: 0 }
    const population = questions.length === 1 && frameSize !== null && frameSize > 1 ? frameSize : undefined
    return { code, title, share: shareFigure({ n, count }, population), small: n < minimumAnswers }
  })

/** What came of a campaign, in figures. */
export const resultsOf = (
  survey: Survey,
  totals: CampaignTotals,
  { tallies, frameSize }: { readonly tallies: readonly QuestionTally[]; readonly frameSize: number | null },
): ShownResults => {
  const { sampled, ineligible, answered, refused, unreachable, wrongNumber, unhappy } = totals
  return {
    sampled,
    ineligible,
    answered,
    refused,
    unreachable,
    wrongNumber,
    unhappy,
    response: shareFigure(responseShare(totals)),
    indices: shownIndices(survey, indexShares(survey, tallies), frameSize),
    small: answered < survey.minimumAnswers,
  }
}

/** Writes `SurveyResults`, `SurveyIndex` and `SurveyShare`. */
export const defineResults = (builder: Builder, access: Access) => {
  const Share = builder.objectRef<ShareFigure>('SurveyShare').implement({
    access,
    description: 'A share of answers with its interval.',
    fields: (t) => ({
      n: t.exposeInt('n', { description: 'Of how many.' }),
      count: t.exposeInt('count', { description: 'How many.' }),
      percent: t.exposeFloat('percent', {
        nullable: true,
        description: 'In percent; null without any, never 0 or 100.',
      }),
      low: t.exposeFloat('low', { nullable: true, description: 'The lower end of its interval of 95 % (Wilson).' }),
      high: t.exposeFloat('high', { nullable: true, description: 'The upper end.' }),
    }),
  })
  const Index = builder.objectRef<ShownIndex>('SurveyIndex').implement({
    access,
    description: 'A share of answers that are not unhappy, over some questions.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code.' }),
      title: t.string({
        description: 'What it is called.',
        resolve: ({ title }, _args, { language }) => title[language],
      }),
      share: t.expose('share', { type: Share, description: 'Not unhappy, of all answers.' }),
      small: t.exposeBoolean('small', { description: 'So few answers that it says little.' }),
    }),
  })
  const Results = builder.objectRef<ShownResults>('SurveyResults').implement({
    access,
    description: 'How the sample of a campaign was met, and what was answered.',
    fields: (t) => ({
      sampled: t.exposeInt('sampled', { description: 'How many were drawn.' }),
      ineligible: t.exposeInt('ineligible', {
        description: 'Of those, how many cannot be asked: no telephone is known.',
      }),
      answered: t.exposeInt('answered', { description: 'How many answered.' }),
      refused: t.exposeInt('refused', { description: 'How many did not want to.' }),
      unreachable: t.exposeInt('unreachable', { description: 'How many were not reached.' }),
      wrongNumber: t.exposeInt('wrongNumber', { description: 'How many numbers were wrong.' }),
      unhappy: t.exposeInt('unhappy', { description: 'Of those who answered, how many are unhappy with something.' }),
      response: t.expose('response', { type: Share, description: 'Answered, of those who could be asked.' }),
      indices: t.field({
        type: [Index],
        description: 'The indices of the survey.',
        resolve: ({ indices }) => [...indices],
      }),
      small: t.exposeBoolean('small', { description: 'So few answers that they say little.' }),
    }),
  })
  return { Share, Index, Results }
}
