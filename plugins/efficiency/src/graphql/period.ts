import { invalid } from '@zhikong/core'

/** Local days, the second not part of it. */
export type Asked = { readonly within: string; readonly from: string; readonly to: string }

const MOST_DAYS = 400

/** @throws Fault INVALID_INPUT for a period without days, or of more than 400 */
export const checkPeriod = ({ from, to }: Pick<Asked, 'from' | 'to'>): void => {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  if (days >= 1 && days <= MOST_DAYS) return
  throw invalid(
    {
      'zh-CN': `结束日期须晚于开始日期（不含结束日），期间不超过 ${MOST_DAYS} 天。`,
      en: `The period ends after it begins, its last day is not part of it, and it has at most ${MOST_DAYS} days.`,
    },
    ['to'],
  )
}
