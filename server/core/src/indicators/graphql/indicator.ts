import type { Builder } from '../../graphql/builder.ts'
import type { Indicator } from '../indicator.ts'

/** Writes `Indicator` and the query that lists them. */
export const defineIndicator = (builder: Builder, indicators: readonly Indicator[]) => {
  const Unit = builder.enumType('IndicatorUnit', {
    description: 'What a figure counts in.',
    values: {
      PERCENT: { description: '100 × numerator / denominator.' },
      PER_TEN_THOUSAND: { description: '10,000 × numerator / denominator.' },
      COUNT: { description: 'A number of cases, cards or records.' },
      WORKING_DAYS: { description: 'Standard working days of seven hours.' },
    },
  })
  const Better = builder.enumType('Better', {
    description: 'Which direction of a figure is the good one.',
    values: {
      HIGHER: { description: 'More is better.' },
      LOWER: { description: 'Less is better.' },
      NEITHER: { description: 'A mere volume.' },
    },
  })
  const Comparator = builder.enumType('Comparator', {
    description: 'How a figure is held against its target.',
    values: { AT_LEAST: { description: 'The target or more.' }, AT_MOST: { description: 'The target or less.' } },
  })
  const Ref = builder.objectRef<Indicator>('Indicator').implement({
    access: { anyOf: ['core.read', 'core.administer'] },
    description: 'A number that the standard asks for, or that stands beside one.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its name for programs, e.g. `on-time-rate`.' }),
      clause: t.exposeString('clause', { nullable: true, description: 'The clause of the standard, e.g. `6.4-a`.' }),
      title: t.string({
        description: "Its title in the reader's language.",
        resolve: ({ title }, _args, { language }) => title[language],
      }),
      description: t.string({
        description: 'How it is counted.',
        resolve: ({ description }, _args, { language }) => description[language],
      }),
      unit: t.expose('unit', { type: Unit, description: 'The unit of its figures.' }),
      better: t.expose('better', { type: Better, description: 'Which direction is good.' }),
      target: t.float({
        nullable: true,
        description: 'The target that holds where no other is set, in the unit.',
        resolve: ({ target }) => target?.value ?? null,
      }),
      comparator: t.field({
        type: Comparator,
        nullable: true,
        description: 'How figures are held against the target.',
        resolve: ({ target }) => target?.comparator ?? null,
      }),
    }),
  })
  builder.queryField('indicators', (t) =>
    t.field({
      type: [Ref],
      description: 'All indicators of the platform.',
      authScopes: { permission: 'core.read' },
      resolve: () => [...indicators],
    }),
  )
  return { Indicator: Ref, Comparator }
}
