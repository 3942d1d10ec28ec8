import { invalid } from '../../../graphql/fault.ts'
import type { HoursDraft } from '../calendar-draft.ts'

const MOST = 500

/** A note or reason as it is kept; null when nothing is said. Throws INVALID_INPUT when it is too long. */
export const wordsOf = (field: string, given: string | null | undefined): string | null => {
  const text = given?.trim() ?? ''
  if (text.length <= MOST) return text === '' ? null : text
  throw invalid({ 'zh-CN': `最多 ${MOST} 个字符。`, en: `At most ${MOST} characters are taken.` }, ['input', field])
}

type Spell = {
  readonly from: string
  readonly until?: string | null | undefined
  readonly spans: readonly { readonly from: string; readonly to: string }[]
}

/** Spells of hours as the API gives them. */
export const hoursOfInput = (given: readonly Spell[] | null | undefined): readonly HoursDraft[] | undefined =>
  given?.map(({ from, until = null, spans }) => ({ from, until, spans: spans.map((span) => [span.from, span.to]) }))
