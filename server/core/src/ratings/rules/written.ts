import type { Text } from '../../text.ts'
import { isGrade, type Grade } from './grades.ts'
import { fits, questionsOf } from './questions.ts'

/** A rating as it is sent. */
export type WrittenRating = {
  readonly grade: number
  readonly isDefault?: boolean | null | undefined
  /** The questions that were asked; the newest unless told. */
  readonly version?: number | null | undefined
  readonly tags?: readonly string[] | null | undefined
  readonly items?: readonly { readonly code: string; readonly grade: number }[] | null | undefined
  readonly words?: string | null | undefined
}

/** A rating as it is kept. */
export type ReadRating = {
  readonly grade: Grade
  readonly isDefault: boolean
  readonly version: number
  readonly tags: readonly string[]
  readonly items: Readonly<Record<string, Grade>>
  readonly words: string | null
}

/** What is wrong with one field. */
export type RatingFault = { readonly field: 'grade' | 'version' | 'tags' | 'items' | 'words'; readonly detail: Text }

const MOST_WORDS = 500

/** Reads a rating, or says what is wrong with it. Nobody gives a default one: it has neither tags nor words. */
export const readRating = (written: WrittenRating): ReadRating | RatingFault => {
  const { grade, isDefault, tags, items } = written
  if (!isGrade(grade)) return GRADE
  const questions = questionsOf(written.version)
  if (questions === undefined) return VERSION
  const ticked = [...new Set(tags ?? [])]
  if (!ticked.every((code) => questions.tags.some((tag) => tag.code === code && fits(tag, grade)))) return TAGS
  const graded = new Map((items ?? []).map((item) => [item.code, item.grade]))
  const isItem = ([code, each]: readonly [string, number]) =>
    questions.items.some((item) => item.code === code) && isGrade(each)
  if (graded.size < (items?.length ?? 0) || ![...graded].every(isItem)) return ITEMS
  const words = written.words?.trim() || null
  if (words !== null && (words.length > MOST_WORDS || !words.isWellFormed() || words.includes('\0'))) return WORDS
  const said = ticked.length > 0 || graded.size > 0 || words !== null
  if (isDefault === true && said) return TAGS
  const kept = { grade, isDefault: isDefault === true, version: questions.version, tags: ticked, words }
  return { ...kept, items: Object.fromEntries(graded) as Record<string, Grade> }
}

/** Whether the reading failed. */
export const isRatingFault = (read: ReadRating | RatingFault): read is RatingFault => 'field' in read

const GRADE: RatingFault = {
  field: 'grade',
  detail: { 'zh-CN': '评价等级须为 1 至 5。', en: 'A grade is 1 to 5.' },
}
const VERSION: RatingFault = {
  field: 'version',
  detail: { 'zh-CN': '没有该版本的评价选项。', en: 'There is no such version of the questions.' },
}
const TAGS: RatingFault = {
  field: 'tags',
  detail: { 'zh-CN': '评价标签与等级不符，或默认评价带有内容。', en: 'A tag does not go with the grade.' },
}
const ITEMS: RatingFault = {
  field: 'items',
  detail: { 'zh-CN': '分项评价有误。', en: 'The grades of single sides are not valid.' },
}
const WORDS: RatingFault = {
  field: 'words',
  detail: { 'zh-CN': `评价文字最多 ${MOST_WORDS} 字。`, en: `At most ${MOST_WORDS} characters of words.` },
}
