import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { MISSING, WHOLE, type ScorePart } from '../rules/score.ts'
import type { Halls } from '../tables.ts'

/** Writes `ScorePart`. */
export const defineScorePart = (builder: Builder, host: Host<Halls>) =>
  builder.objectRef<ScorePart>('ScorePart').implement({
    access: { permission: host.permission('halls.read') },
    description: 'What one indicator adds to a composite score. What is missing has no points and says why.',
    fields: (t) => ({
      indicator: t.exposeString('indicator', { description: 'The code of the indicator.' }),
      title: t.string({
        description: "Its title in the reader's language.",
        resolve: ({ indicator }, _args, { language }) =>
          host.indicators.find(({ code }) => code === indicator)?.title[language] ?? indicator,
      }),
      display: t.exposeString('display', { description: 'The figure as it is shown; "–" when it is missing.' }),
      n: t.exposeFloat('n', { description: 'How many cases or records the figure rests on.' }),
      zeroAt: t.exposeFloat('zeroAt', { description: 'The figure worth 0 points.' }),
      full: t.exposeFloat('full', {
        nullable: true,
        description: 'The figure worth 100 points: the target, else the stated bound.',
      }),
      points: t.exposeFloat('points', { nullable: true, description: '0 to 100, two decimals; 100 only when met.' }),
      weight: t.float({ description: 'Its share of the score, 0 to 1.', resolve: ({ weight }) => weight / WHOLE }),
      effectiveWeight: t.float({
        description: 'The share after others went missing and weights were scaled up; else the weight.',
        resolve: ({ effectiveWeight }) => effectiveWeight / WHOLE,
      }),
      contribution: t.exposeFloat('contribution', {
        nullable: true,
        description: 'points × effective weight, two decimals. The contributions sum to the score.',
      }),
      missing: t.string({
        nullable: true,
        description: "Why it has no points, in the reader's language.",
        resolve: ({ missing }, _args, { language }) => (missing === null ? null : MISSING[missing][language]),
      }),
    }),
  })
