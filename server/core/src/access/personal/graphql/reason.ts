import { invalid } from '../../../graphql/fault.ts'

/** The reason for which personal data is opened, trimmed. @throws INVALID_INPUT */
export const reasonOf = (written: string): string => {
  const reason = written.trim()
  if (reason.length >= 5 && reason.length <= 200 && !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(reason))
    return reason
  throw invalid({ 'zh-CN': '请用 5 至 200 个字符说明理由。', en: 'Give a reason of 5 to 200 characters.' }, [
    'input',
    'reason',
  ])
}
