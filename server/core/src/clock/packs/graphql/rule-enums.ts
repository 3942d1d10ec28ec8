import type { Builder } from '../../../graphql/builder.ts'

/** Writes the enums of rules. */
export const defineRuleEnums = (builder: Builder) => ({
  CardMode: builder.enumType('CardMode', {
    description: 'How the cards of a rule are issued.',
    values: {
      AUTOMATIC: { description: 'By itself, in the second in which it is due.' },
      HUMAN: { description: 'It waits until a person confirms it, and counts for nobody until then.' },
    },
  }),
  LimitKey: builder.enumType('LimitKey', {
    description: 'The limit that a rule follows.',
    values: {
      PROMISED: { description: 'The promised limit 承诺时限 that acceptance froze.' },
      STATUTORY: { description: 'The statutory limit 法定时限 that acceptance froze.' },
      OWN: { description: 'The own limit of any clock that is not that of a case.' },
    },
  }),
  StartPolicy: builder.enumType('StartPolicy', {
    description: 'From when a rule counts.',
    values: {
      INSTANT: { description: 'From the second at which the clock starts.' },
      NEXT_WORKDAY: {
        description: 'By civil law: the first day is not counted, and the limit ends at a close of business.',
      },
    },
  }),
  OverComparator: builder.enumType('OverComparator', {
    description: 'How whole days beyond the limit are compared.',
    values: {
      AT_LEAST: { value: '>=', description: 'The counted days beyond the limit are at least so many.' },
      ABOVE: { value: '>', description: 'The limit and so many full days have passed.' },
    } as const,
  }),
})

export type RuleEnums = ReturnType<typeof defineRuleEnums>
