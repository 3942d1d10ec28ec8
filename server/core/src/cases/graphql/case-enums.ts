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
  Escalation: builder.enumType('Escalation', {
    description: 'Who is to act on a card that nobody has acknowledged.',
    values: {
      UNIT: { description: 'The organisation or window that it is about.' },
      HALL: { description: 'The hall 大厅管理机构.' },
      AUTHORITY: { description: 'The authority 政务服务管理机构.' },
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
      SUPPLEMENTED: { description: 'What an acceptance had left open (容缺受理) came.' },
      SUSPENDED: {
        description:
          'A special procedure began (licensing law art. 45): ground, approver, approved days, and whether written notice was given.',
      },
      RESUMED: { description: 'A special procedure ended, or all that were open.' },
      EXTENDED: {
        description:
          'The applicant was told that the statutory limit is extended (art. 42): days, approver, reason. The promise stands.',
      },
      STEP: { description: 'A step of the handling was done.' },
      FORWARDED: { description: 'Sent up to an upper body (art. 43). The clock goes on.' },
      FORWARD_RETURNED: { description: 'Back from the upper body.' },
      CLOSED: { description: 'Closed with a decision.' },
      VOIDED: { description: 'Voided.' },
      RETURNED: { description: 'Returned to the applicant.' },
      WITHDRAWN: { description: 'Withdrawn by the applicant.' },
      LICENCE_ISSUED: { description: 'The electronic licence was issued; after CLOSED.' },
      DELIVERED: { description: 'The decision was delivered (art. 44); after CLOSED.' },
    },
  }),
  SuspensionGround: builder.enumType('SuspensionGround', {
    description: 'On what ground a special procedure stops the clock: those of the licensing law 行政许可法, art. 45.',
    values: {
      HEARING: { description: 'Hearing 听证.' },
      TENDER: { description: 'Tender 招标.' },
      AUCTION: { description: 'Auction 拍卖.' },
      INSPECTION: { description: 'Inspection 检验.' },
      TEST: { description: 'Test 检测.' },
      QUARANTINE: { description: 'Quarantine 检疫.' },
      APPRAISAL: { description: 'Appraisal 鉴定.' },
      EXPERT_REVIEW: { description: 'Expert review 专家评审.' },
      OTHER_BY_LAW: { description: 'Another that a law allows; it must be cited in `law`.' },
    },
  }),
  ExtensionBasis: builder.enumType('ExtensionBasis', {
    description: 'By whom the statutory limit is extended (licensing law art. 42).',
    values: {
      AGENCY: { description: 'By the head of the agency: at most 10 days beyond its limit of 20 working days.' },
      JOINT: {
        description:
          'Of a joint case, by the head of the government of its level: at most 15 days beyond 45 working days.',
      },
    },
  }),
})
