import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { readScores, readStanding, subjectAsked, type AnsweredScore } from '../read-score.ts'
import { WHOLE } from '../rules/score.ts'
import type { Standing } from '../rules/score-standing.ts'
import type { Halls } from '../tables.ts'
import { defineScorePart } from './score-part.ts'
import { defineScoreRanking } from './score-ranking.ts'
import { defineScoreWeights } from './score-weights.ts'
import { defineSetScoreWeights } from './set-score-weights.ts'

/** Writes the composite score: one, the ranking of those below, and its weights (5-e). */
export const defineScores = (builder: Builder, host: Host<Halls>): void => {
  const authScopes = { permission: host.permission('halls.read') }
  const Weights = defineScoreWeights(builder, host)
  defineSetScoreWeights(builder, host)
  const Score = defineScore(builder, host, Weights)
  builder.queryField('score', (t) =>
    t.field({
      type: Score,
      nullable: true,
      description:
        'The composite score of a region or hall in a month; null where no weights held, or it was not there.',
      authScopes,
      args: {
        region: t.arg({ type: 'RegionCode', description: 'A region, or else' }),
        hall: t.arg.string({ description: 'the code of a hall.' }),
        month: t.arg({ type: 'Date', required: true, description: 'A day of the month.' }),
      },
      resolve: async (_root, { month, ...asked }, context) => {
        const subject = subjectAsked(await host.registers(), context.principal, asked)
        const [score] = await readScores(host, context, [subject], month)
        return score ?? null
      },
    }),
  )
  defineScoreRanking(builder, host, Score)
}

const defineScore = (builder: Builder, host: Host<Halls>, Weights: ReturnType<typeof defineScoreWeights>) => {
  const Part = defineScorePart(builder, host)
  const Place = defineStanding(builder, host)
  return builder.objectRef<AnsweredScore>('Score').implement({
    access: { permission: host.permission('halls.read') },
    description: 'The composite score of a month, always with its parts (5-e). A frozen one never changes.',
    fields: (t) => ({
      region: t.field({
        type: 'Region',
        description: 'The region, of a hall its seat.',
        resolve: ({ subject }) => subject.region,
      }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'The hall.', resolve: ({ subject }) => subject.hall }),
      month: t.expose('month', { type: 'Date', description: 'The first day of the month.' }),
      value: t.exposeFloat('value', {
        nullable: true,
        description: '0 to 100, two decimals, the sum of the contributions; null when too much is missing.',
      }),
      coverage: t.float({
        description: 'The weight of the parts that are there, 0 to 1.',
        resolve: ({ coverage }) => coverage / WHOLE,
      }),
      rescaled: t.exposeBoolean('isRescaled', {
        description: 'Whether weights were scaled up because parts are missing, as the version allows.',
      }),
      provisional: t.boolean({
        description: 'Not frozen yet: it still changes.',
        resolve: ({ frozen }) => frozen === null,
      }),
      frozenAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was frozen.',
        resolve: ({ frozen }) => frozen?.frozenAt ?? null,
      }),
      parts: t.field({ type: [Part], description: 'What it is made of.', resolve: ({ parts }) => [...parts] }),
      weights: t.field({ type: Weights, description: 'The version that held.', resolve: ({ version }) => version }),
      standing: t.field({
        type: Place,
        nullable: true,
        description: 'Its place among its peers; null until the month is frozen, and without a score or peers.',
        resolve: (score) => readStanding(host, score),
      }),
    }),
  })
}

const defineStanding = (builder: Builder, host: Host<Halls>) =>
  builder.objectRef<Standing>('ScoreStanding').implement({
    access: { permission: host.permission('halls.read') },
    description: 'The place among peers: those of the same level right below the same region that have a score.',
    fields: (t) => ({
      place: t.exposeInt('place', { description: '1 for the best; equal scores share it.' }),
      of: t.exposeInt('of', { description: 'How many there are, this one among them.' }),
      low: t.float({
        nullable: true,
        description: 'The lower quartile of the others; null where there are fewer than five.',
        resolve: ({ quartiles }) => quartiles?.low ?? null,
      }),
      median: t.float({
        nullable: true,
        description: 'The median of the others.',
        resolve: ({ quartiles }) => quartiles?.median ?? null,
      }),
      high: t.float({
        nullable: true,
        description: 'The upper quartile of the others.',
        resolve: ({ quartiles }) => quartiles?.high ?? null,
      }),
    }),
  })
