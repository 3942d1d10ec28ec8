import { definePlugin } from '../plugin.ts'
import { columns } from './classes.ts'
import { subjectClocks } from './clocks/all.ts'
import { loadDemo } from './demo/load.ts'
import { defineRatings } from './graphql/schema.ts'
import { casesClosed } from './handlers/case-closed.ts'
import { purgeTokens } from './handlers/purge-tokens.ts'
import { indicators } from './indicators/all.ts'
import { measures } from './measures/all.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import type { Ratings } from './tables.ts'

/** Ratings 好差评: what people say of a service, once and once more after a negative was dealt with (5-f, 5-g). */
export const ratings = definePlugin<Ratings>({
  name: 'ratings',
  title: { 'zh-CN': '好差评', en: 'Ratings' },
  clauses: ['5-f', '5-g'],
  answers: {
    '5-f': { fields: ['ratings', 'giveRating', 'rollup'], page: '/r/[code]/ratings' },
    '5-g': { fields: ['ratingOrders', 'settleRating'], page: '/r/[code]/ratings' },
  },
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  subjectClocks,
  findingTypes: [
    {
      code: 'NEGATIVE_RATING',
      clause: '5-g',
      title: { 'zh-CN': '差评查实', en: 'Negative rating upheld' },
      severity: 'MINOR',
    },
  ],
  emits: ['ratings.rating.given', 'ratings.order.moved', 'ratings.card.issued'],
  schema: defineRatings,
  on: { 'cases.case.closed': casesClosed },
  daily: purgeTokens,
  demo: loadDemo,
})
