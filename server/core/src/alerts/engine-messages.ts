import type { Language } from '../text.ts'
import { showable } from '../graphql/messages.ts'

type Params = Readonly<Record<string, string | number>>
type Say = { readonly [L in Language]: (subject: string, params: Params) => string }

/** What each alert about the engine says, by its code: to readers of every range, so no numbers of what lies in one. */
const MESSAGES: Readonly<Record<string, Say>> = {
  CALENDAR_YEAR_UNPUBLISHED: {
    'zh-CN': (subject, { from = '' }) =>
      `日历“${subject}”自 ${from} 起没有放假通知，按周一至周五暂计。请发布新的日历版本。`,
    en: (subject, { from = '' }) =>
      `The calendar "${subject}" has no notice from ${from} on and counts Monday to Friday for the time being. Publish a new version of it.`,
  },
  AUDIT_NOT_SEALED: {
    'zh-CN': () => '审计日志有记录超过 10 分钟仍未封存。详见日志。',
    en: () =>
      'Entries of the audit log have waited for their seal for more than ten minutes. The server’s log says why.',
  },
  HANDLER_FAILING: {
    'zh-CN': (subject, { seq = '', kind = '' }) => `处理程序“${subject}”停在第 ${seq} 号事件（${kind}）。详见日志。`,
    en: (subject, { seq = '', kind = '' }) =>
      `The handler "${subject}" is held up by event ${seq} (${kind}). The log says why.`,
  },
}

/** The sentence of an alert about the engine in the reader's language. */
export const engineMessage = (code: string, subject: string, params: Params, language: Language): string => {
  const say = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined
  return showable(say === undefined ? `${code}: ${subject}` : say[language](subject, params))
}
