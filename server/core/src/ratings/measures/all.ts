import type { CaseMeasure, OwnMeasure, PluginTransaction, RecountRange } from '../../plugin.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Text } from '../../text.ts'
import { countAnswered, countByMake } from '../queries/count-ratings.ts'
import { countedOf, type RatingMeasure } from '../rules/counted.ts'
import type { Ratings } from '../tables.ts'

type Db = PluginTransaction<Ratings>

const TITLES: Readonly<Record<RatingMeasure, Text>> = {
  'ratings-given': { 'zh-CN': '全部评价', en: 'Ratings, default ones among them' },
  'ratings-default': { 'zh-CN': '默认评价', en: 'Default ratings' },
  'ratings-valid': { 'zh-CN': '有效评价', en: 'Valid ratings' },
  'ratings-satisfied': { 'zh-CN': '有效评价中的满意', en: 'Valid ratings that are satisfied' },
  'ratings-all': { 'zh-CN': '主动评价（含剔除）', en: 'Ratings with those struck out' },
  'ratings-all-satisfied': { 'zh-CN': '主动评价中的满意（含剔除）', en: 'Satisfied ratings with those struck out' },
  'ratings-struck': { 'zh-CN': '剔除评价', en: 'Ratings struck out' },
  'ratings-dissatisfied': { 'zh-CN': '有效差评', en: 'Valid negative ratings' },
  'ratings-negative': { 'zh-CN': '差评（含剔除）', en: 'Negative ratings with those struck out' },
  'ratings-negative-upheld': { 'zh-CN': '查实差评', en: 'Negative ratings upheld' },
  'ratings-followed-up': { 'zh-CN': '追评', en: 'Follow-up ratings' },
  'ratings-follow-up-satisfied': { 'zh-CN': '追评中的满意', en: 'Follow-up ratings that are satisfied' },
}

const byMake: readonly OwnMeasure<Db>[] = (Object.entries(TITLES) as readonly (readonly [RatingMeasure, Text])[]).map(
  ([code, title]) => ({
    code,
    title,
    subject: 'own',
    byOrganisation: true,
    recount: async (db: Db, range: RecountRange) =>
      (await countByMake(db, range)).flatMap(({ regionId, day, n, ...make }) =>
        countedOf(make)[code] === 1 ? [{ regionId, day, n }] : [],
      ),
  }),
)

/** Closed cases that somebody rated, by the day on which they were closed: so that the rate is one of the same cases. */
const answered: OwnMeasure<Db> = {
  code: 'ratings-answered',
  title: { 'zh-CN': '已评价的办结件', en: 'Closed cases that were rated' },
  subject: 'own',
  byOrganisation: true,
  recount: countAnswered,
}

/** Closed cases, each of which might be rated. */
const toRate: CaseMeasure = {
  code: 'ratings-cases-closed',
  title: { 'zh-CN': '应评价的办结件', en: 'Closed cases to rate' },
  subject: 'case',
  count: ({ state, endedAt }) => (state === 'CLOSED' && endedAt !== null ? [{ day: localDate(endedAt), n: 1 }] : []),
}

/** Everything that ratings count. */
export const measures = [...byMake, answered, toRate]
