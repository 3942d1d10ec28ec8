import type { Builder } from '../../graphql/builder.ts'
import type { Figure, NoData } from '../figure.ts'

/** A figure with the moment that it was read. */
export type FigureAsOf = Figure & { readonly asOf: Date }

export const defineFigure = (builder: Builder) => {
  const Code = builder.enumType('NoDataCode', {
    description: 'Why there is no figure.',
    values: {
      NOTHING_COUNTED: { description: 'There was nothing to count in the period: the denominator is 0.' },
      NOT_IN_SCOPE: { description: "It is not kept apart for the organisation or hall of the reader's scope." },
    } satisfies Record<NoData['code'], object>,
  })
  return builder.objectRef<FigureAsOf>('Figure').implement({
    access: { permission: 'core.read' },
    description: 'One number with what it was made of. Without data it says why, and is never shown as 0 % or 100 %.',
    fields: (t) => ({
      value: t.exposeFloat('value', {
        nullable: true,
        description: 'In the unit of the indicator; null without data.',
      }),
      numerator: t.exposeFloat('numerator', { description: 'What was counted.' }),
      denominator: t.exposeFloat('denominator', {
        nullable: true,
        description: 'Of how many; null when it is no ratio.',
      }),
      n: t.exposeFloat('n', { description: 'How many cases or records the figure rests on.' }),
      asOf: t.expose('asOf', { type: 'DateTime', description: 'When it was read.' }),
      noData: t.string({
        nullable: true,
        description: "Why there is no value, in the reader's language.",
        resolve: ({ noData }, _args, { language }) => noData?.[language] ?? null,
      }),
      noDataCode: t.field({
        type: Code,
        nullable: true,
        description: 'The same for programs; null when there is a value.',
        resolve: ({ noData }) => noData?.code ?? null,
      }),
      meetsTarget: t.exposeBoolean('meetsTarget', {
        nullable: true,
        description: 'Compared unrounded; null without a target or without data.',
      }),
      display: t.exposeString('display', {
        description:
          'As it is to be shown, `99.84%`, `1,150` or `3.6`: a miss never rounds to its target; "–" without data.',
      }),
    }),
  })
}
