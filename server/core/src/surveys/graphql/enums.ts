import type { Builder } from '../../graphql/builder.ts'
import type { CampaignMode, CampaignState } from '../campaign.ts'
import type { IntegrityLeadState, VisitOrigin, VisitOutcome } from '../return-visit.ts'
import type { AnsweredBy, ContactOutcome } from '../sampled-case.ts'
import type { QuestionKind, SurveyKind } from '../survey.ts'

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

const QUESTION: Values<QuestionKind> = {
  GRADE5: { description: 'A grade from 1 to 5, 5 the best.' },
  YES_NO: { description: 'YES or NO.' },
  CHOICE: { description: 'The code of one of the options.' },
  TEXT: { description: 'Words, which may be left out.' },
}
const MODE: Values<CampaignMode> = {
  PERIODIC: { description: 'At an interval 定期.' },
  IRREGULAR: { description: 'At a time that is not told before 不定期.' },
  EITHER: { description: 'Either 定期或不定期.' },
}
const STATE: Values<CampaignState> = {
  PLANNED: { description: 'Planned; nobody was drawn yet.' },
  RUNNING: { description: 'The sample is drawn, people are asked.' },
  ENDED: { description: 'Ended; those asked about may know of it.' },
}
const OUTCOME: Values<ContactOutcome> = {
  ANSWERED: { description: 'Answered 已应答.' },
  REFUSED: { description: 'Did not want to 拒访.' },
  UNREACHABLE: { description: 'Was not reached 未接通.' },
  WRONG_NUMBER: { description: 'It was somebody else 号码有误.' },
}
const VISIT: Values<VisitOutcome> = {
  CONFIRMED: { description: 'It is as was said 属实.' },
  NOT_CONFIRMED: { description: 'It is not, or was made good 不属实或已解决.' },
  UNREACHABLE: { description: 'Nobody was reached 无法联系.' },
}
const LEAD: Values<IntegrityLeadState> = {
  OPEN: { description: 'Waits to be referred 待移交.' },
  REFERRED: { description: 'Referred 已移交.' },
  DISMISSED: { description: 'Dismissed, with a reason 不予移交.' },
}
const SURVEY: Values<SurveyKind> = {
  SURVEY: { description: 'How it was 满意度调查.' },
  RETURN_VISIT: { description: 'Whether something happened 回访.' },
}
const ORIGIN: Values<VisitOrigin> = {
  SURVEY: { description: 'An unhappy answer.' },
  RATING: { description: 'A negative rating under a real name.' },
}
const BY: Values<AnsweredBy> = {
  TELEPHONE: { description: 'A visitor, at the telephone.' },
  LINK: { description: 'The person, behind a link.' },
}

/** Writes the enums of surveys. */
export const defineSurveyEnums = (builder: Builder) => ({
  QuestionKind: builder.enumType('SurveyQuestionKind', {
    description: 'How a question is answered.',
    values: QUESTION,
  }),
  Kind: builder.enumType('SurveyKind', { description: 'What a survey is for.', values: SURVEY }),
  Mode: builder.enumType('SurveyMode', { description: 'When people are asked.', values: MODE }),
  State: builder.enumType('SurveyCampaignState', { description: 'Where a campaign stands.', values: STATE }),
  Outcome: builder.enumType('SurveyContactOutcome', {
    description: 'What became of asking somebody.',
    values: OUTCOME,
  }),
  AnsweredBy: builder.enumType('SurveyAnsweredBy', { description: 'Who wrote the answers down.', values: BY }),
  VisitOutcome: builder.enumType('ReturnVisitOutcome', { description: 'What a return visit showed.', values: VISIT }),
  VisitOrigin: builder.enumType('ReturnVisitOrigin', { description: 'What opened a return visit.', values: ORIGIN }),
  LeadState: builder.enumType('IntegrityLeadState', { description: 'What became of a lead.', values: LEAD }),
})

/** The enums, as those who use them are given them. */
export type SurveyEnums = ReturnType<typeof defineSurveyEnums>
