import type { ObjectRef } from '@pothos/core'
import { reaches } from '../../access/scope.ts'
import type { Builder, SchemaTypes } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Host } from '../../host.ts'
import { readScores, wholeRegion, type AnsweredScore } from '../read-score.ts'
import { rankedIn, subjectId } from '../score-subject.ts'
import type { Halls } from '../tables.ts'

/** Writes `scores`: who of those right below stands where. */
export const defineScoreRanking = (
  builder: Builder,
  host: Host<Halls>,
  Score: ObjectRef<SchemaTypes, AnsweredScore, AnsweredScore>,
): void => {
  const authScopes = { permission: host.permission('halls.read') }
  const Of = builder.enumType('Scored', {
    description: 'What has a composite score.',
    values: {
      REGION: { description: 'Cities or counties, each with all within it.' },
      HALL: { description: 'Halls.' },
    },
  })
  builder.queryField('scores', (t) =>
    t.field({
      type: connectionOf(builder, 'Score', Score, authScopes),
      description:
        'Composite scores of what is right below a region and in reach, the best first, those without a score last.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        of: t.arg({ type: Of, defaultValue: 'REGION', description: 'Regions, or halls seated in it or right below.' }),
        month: t.arg({ type: 'Date', required: true, description: 'A day of the month.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, of, month, first, after }, context) => {
        const size = pageSize(first)
        const registers = await host.registers()
        const kind = of ?? 'REGION'
        const region = wholeRegion(registers, context.principal, within, kind)
        const { principal } = context
        const subjects = rankedIn(registers, region, kind).filter(
          ({ hall }) =>
            hall === null || (principal !== null && reaches(principal, { scopeKey: hall.scopeKey, hallId: hall.id })),
        )
        const scores = await readScores(host, context, subjects, month)
        const sorted = scores.toSorted(byValue)
        const from = startAfter(sorted, after)
        const cursorOf = (score: AnsweredScore) => encodeCursor([score.value, subjectId(score.subject)])
        return pageOf(sorted.slice(from, from + size + 1), { first: size, after, total: sorted.length, cursorOf })
      },
    }),
  )
}

type Key = readonly [value: number | null, id: number]

const compare = ([a, idA]: Key, [b, idB]: Key): number => (b ?? -1) - (a ?? -1) || idA - idB
const keyOf = ({ value, subject }: AnsweredScore): Key => [value, subjectId(subject)]
const byValue = (a: AnsweredScore, b: AnsweredScore): number => compare(keyOf(a), keyOf(b))

/** Where the page begins: after the key of the last one, whether or not that is still there. */
const startAfter = (sorted: readonly AnsweredScore[], after: string | null | undefined): number => {
  if (after == null) return 0
  const [value, id] = decodeCursor(after, 2)
  const last: Key = [typeof value === 'number' ? value : null, typeof id === 'number' ? id : 0]
  const at = sorted.findIndex((score) => compare(keyOf(score), last) > 0)
  return at < 0 ? sorted.length : at
}
