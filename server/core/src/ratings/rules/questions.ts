import type { Text } from '../../text.ts'
import type { Grade } from './grades.ts'

/** Something that may be ticked with a grade. */
export type RatingTag = {
  readonly code: string
  /** Offered with a bad grade, or with a good one. */
  readonly negative: boolean
  readonly title: Text
}

/** A side of the service that may be graded by itself. */
export type RatingItem = { readonly code: string; readonly title: Text }

/** What raters are asked. What was asked in a version never changes; a change is a new version. */
export type RatingQuestions = {
  readonly version: number
  readonly tags: readonly RatingTag[]
  readonly items: readonly RatingItem[]
}

const bad = (code: string, zh: string, en: string): RatingTag => ({
  code,
  negative: true,
  title: { 'zh-CN': zh, en },
})
const good = (code: string, zh: string, en: string): RatingTag => ({ ...bad(code, zh, en), negative: false })
const item = (code: string, zh: string, en: string): RatingItem => ({ code, title: { 'zh-CN': zh, en } })

/** By version, the newest last. */
export const QUESTIONS: readonly RatingQuestions[] = [
  {
    version: 1,
    tags: [
      bad('ATTITUDE', '服务态度差', 'Unfriendly'),
      bad('SLOW', '办理慢、等候久', 'Slow'),
      bad('UNSKILLED', '业务不熟练', 'Did not know the matter'),
      bad('TWICE', '来回跑、反复补材料', 'Sent back and forth'),
      bad('EXTRA', '要求清单外材料或收费', 'Asked for what is not on the list'),
      bad('UNCLEAR', '指南与实际不一致', 'The guide was not right'),
      bad('SHIRKED', '推诿扯皮', 'Nobody felt responsible'),
      bad('PLACE', '环境设施不便', 'Place or facilities'),
      bad('OTHER', '其他', 'Something else'),
      good('KIND', '热情耐心', 'Friendly'),
      good('QUICK', '办理快', 'Quick'),
      good('SKILLED', '业务熟练', 'Competent'),
      good('ONCE', '一次办成', 'Done at once'),
      good('CLEAR', '指引清楚', 'Clear guidance'),
      good('COMFORT', '环境舒适', 'A good place'),
    ],
    items: [
      item('ATTITUDE', '服务态度', 'Conduct'),
      item('SPEED', '办理效率', 'Speed'),
      item('SKILL', '业务能力', 'Competence'),
      item('GUIDE', '办事指南', 'Guidance'),
      item('PLACE', '大厅环境', 'Place'),
    ],
  },
]

/** Those of a version; the newest without one. Undefined for a version that never was. */
export const questionsOf = (version?: number | null): RatingQuestions | undefined =>
  version == null ? QUESTIONS.at(-1) : QUESTIONS.find((each) => each.version === version)

/** What a tag says; the code itself for one that never was. */
export const tagTitle = (version: number, code: string): Text =>
  questionsOf(version)?.tags.find((tag) => tag.code === code)?.title ?? { 'zh-CN': code, en: code }

/** Whether a tag goes with a grade: bad ones with 1 to 3, good ones with 3 to 5. */
export const fits = ({ negative }: RatingTag, grade: Grade): boolean => (negative ? grade <= 3 : grade >= 3)
