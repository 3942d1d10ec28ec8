import type { Builder } from '@zhikong/core'
import type { Act, Measure } from '../contract.ts'
import type { Breakdown } from '../queries/accountability-statistics.ts'
import type { Hearing, LeadState, RecordState, Trigger } from '../tables.ts'
import type { RecordStep } from '../rules/accountability.ts'
import type { TimeBase } from '../queries/time-base.ts'

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

const ACT: Values<Act> = {
  INACTION: { description: 'Not doing what must be done 不作为.' },
  SLOW: { description: 'Doing it late 慢作为.' },
  ARBITRARY: { description: 'Doing what must not be done 乱作为.' },
}

const TRIGGER: Values<Trigger> = {
  VALID_APPLICATION_REFUSED: { description: 'A valid application was refused 应受理不受理.' },
  REFUSED_WITHOUT_REASON: { description: 'It was refused without a reason 不予受理不说明理由.' },
  STEP_OVERDUE: { description: 'A step was overdue though the whole was in time 环节超时.' },
  SENT_UP_LATE: { description: 'It was sent up late 逾期上报.' },
  NOT_ON_PLATFORM: { description: 'It was not handled on the platform 体外循环.' },
  CHARGED_OUTSIDE_LIST: { description: 'A charge outside of the list was made 清单外收费.' },
  EXTRA_MATERIAL: { description: 'Material beyond the guide was demanded 额外索要材料.' },
}

const STATE: Values<RecordState> = {
  OPEN: { description: 'Opened; nobody was heard yet.' },
  HEARD: { description: 'The unit or person was heard, or waived it.' },
  DECIDED: { description: 'Decided.' },
  CARRIED_OUT: { description: 'The decision was served and carried out.' },
  CLOSED: { description: 'Closed; final.' },
  WITHDRAWN: { description: 'Withdrawn before a decision; final.' },
}

const MEASURE: Values<Measure> = {
  ADMONITION: { description: 'A talk to admonish 提醒谈话.' },
  CRITICISM: { description: 'Criticism made known 通报批评.' },
  ORDERED_TO_CORRECT: { description: 'An order to correct it 责令整改.' },
  REFERRED: { description: 'Referred to whoever is competent 移送.' },
  NONE: { description: 'Not held to account 不予追责.' },
}

const TIME_BASE: Values<TimeBase> = {
  ACCEPTANCE: { description: 'By the day on which the case was accepted.' },
  ISSUE: {
    description: 'By the day on which the card was issued; a record without a card by that on which it was opened.',
  },
  REVOCATION: { description: 'By the day on which the card was revoked, whenever it was issued.' },
}

const STEP: Values<RecordStep> = {
  HEARD: { description: 'Write down the hearing, or that it was waived.' },
  DECIDED: { description: 'Decide.' },
  CARRIED_OUT: { description: 'Write down that the decision was served and carried out.' },
  CLOSED: { description: 'Close.' },
  WITHDRAWN: { description: 'Withdraw.' },
}

/** Writes the enums of accountability. */
export const defineAccountabilityEnums = (builder: Builder) => ({
  Act: builder.enumType('AccountabilityAct', { description: 'What a unit is held to account for.', values: ACT }),
  Trigger: builder.enumType('AccountabilityTrigger', {
    description: 'What gives rise to a suspicion beside the clock.',
    values: TRIGGER,
  }),
  LeadState: builder.enumType('AccountabilityLeadState', {
    description: 'What became of a suspicion.',
    values: {
      PROPOSED: { description: 'Waits for somebody else to judge it.' },
      CONFIRMED: { description: 'Confirmed: a record may be opened.' },
      DISMISSED: { description: 'Dismissed.' },
    } satisfies Values<LeadState>,
  }),
  State: builder.enumType('AccountabilityState', { description: 'Where a record stands.', values: STATE }),
  Measure: builder.enumType('AccountabilityMeasure', { description: 'What was decided.', values: MEASURE }),
  Hearing: builder.enumType('AccountabilityHearing', {
    description: 'How whoever is accused was heard.',
    values: {
      HELD: { description: 'Heard.' },
      WAIVED: { description: 'Waived in writing.' },
    } satisfies Values<Hearing>,
  }),
  TimeBase: builder.enumType('AccountabilityTimeBase', {
    description: 'By which day cards and records belong to a period.',
    values: TIME_BASE,
  }),
  Breakdown: builder.enumType('AccountabilityBreakdown', {
    description: 'By what the numbers are told apart.',
    values: {
      REGION: { description: 'The region of the hall.' },
      ORGANISATION: { description: 'The organisation.' },
      ACT: { description: 'The act; cards without a record stand by themselves.' },
      MONTH: { description: 'The month of the time base.' },
    } satisfies Values<Breakdown>,
  }),
  Step: builder.enumType('AccountabilityStepKind', { description: 'What can be done with a record.', values: STEP }),
})

/** The enums, as those who use them are given them. */
export type AccountabilityEnums = ReturnType<typeof defineAccountabilityEnums>
