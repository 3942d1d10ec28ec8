import type { Builder } from '../../graphql/builder.ts'

/** Writes the enums that cases, alerts and the feed share. */
export const defineCaseEnums = (builder: Builder) => ({
  PersonalKind: builder.enumType('PersonalKind', {
    description: 'What an applicant is.',
    values: {
      PERSON: { description: 'A natural person 自然人.' },
      ORGANISATION: { description: 'A company, institution or association 法人或其他组织.' },
    },
  }),
  CardLevel: builder.enumType('CardLevel', {
    description: 'How serious a card is, in rising order.',
    values: {
      WARNING: { description: 'The deadline is near (预警); only while the case is open.' },
      YELLOW: { description: 'The promised limit has passed (黄牌).' },
      RED: { description: 'The statutory limit has passed (红牌).' },
    },
  }),
  CaseState: builder.enumType('CaseState', {
    description: 'Where a case stands.',
    values: {
      SUBMITTED: { description: 'Received, not yet accepted.' },
      ACCEPTED: { description: 'Accepted (受理): its clock runs.' },
      CORRECTION: { description: 'Sent back for correction (补正) before acceptance.' },
      SUSPENDED: { description: 'In a special procedure (特别程序).' },
      CLOSED: { description: 'Closed with a decision (办结).' },
      VOIDED: { description: 'Voided (作废).' },
      RETURNED: { description: 'Returned (退回).' },
      WITHDRAWN: { description: 'Withdrawn by the applicant (撤回).' },
    },
  }),
  CaseEventKind: builder.enumType('CaseEventKind', {
    description: 'What a source reports about a case.',
    values: {
      SUBMITTED: { description: 'The applicant handed it in.' },
      ACCEPTED: { description: 'Accepted, with limits, a due instant, or neither: then those of the matter.' },
      CORRECTION_REQUESTED: { description: 'A correction was asked for, before acceptance.' },
      CORRECTION_ANSWERED: { description: 'The correction came.' },
      SUSPENDED: {
        description: 'A special procedure began: reason, approved days, and whether written notice was given.',
      },
      RESUMED: { description: 'The special procedure ended.' },
      STEP: { description: 'A step of the handling was done.' },
      CLOSED: { description: 'Closed with a decision.' },
      VOIDED: { description: 'Voided.' },
      RETURNED: { description: 'Returned to the applicant.' },
      WITHDRAWN: { description: 'Withdrawn by the applicant.' },
    },
  }),
})
