import type { Language } from '../text.ts'
import { showable } from '../graphql/messages.ts'

type Params = Readonly<Record<string, string | number>>
type Say = { readonly [L in Language]: (subject: string, params: Params) => string }

/** What each alert about the engine says, by its code: to readers of every range, so no numbers of what lies in one. */
const MESSAGES: Readonly<Record<string, Say>> = {
  CALENDAR_YEAR_UNPUBLISHED: {
    'zh-CN': (subject, { from = '' }) =>
      `日历“${subject}”自 ${from} 起没有放假通知，按周一至周五暂计。通知公布后请导入（先加 --dry-run 试算）：zhikong calendar import FILE --calendar ${subject} --year ${String(from).slice(0, 4)}。下级日历自动沿用。`,
    en: (subject, { from = '' }) =>
      `The calendar "${subject}" has no notice from ${from} on and counts Monday to Friday for now. Once the notice is out, import it (--dry-run first): zhikong calendar import FILE --calendar ${subject} --year ${String(from).slice(0, 4)}. Those below follow by themselves.`,
  },
  CALENDAR_HOURS_MISSING: {
    'zh-CN': (subject, { from = '' }) =>
      `日历“${subject}”自 ${from} 起有工作日没有可用的工作时间，暂按上级日历的时间计算。请为该日历补录工作时间。`,
    en: (subject, { from = '' }) =>
      `The calendar "${subject}" has no usable hours for working days from ${from} on: those of the calendar above count for now. State its hours.`,
  },
  THRESHOLD_BACKLOG: {
    'zh-CN': () => '有预警到期超过一分钟仍未发出：时钟引擎落后或已停止。请检查服务进程和日志；恢复后会自动补发。',
    en: () =>
      'Cards have been due for more than a minute and are not issued: the engine lags or stands. Look at the processes and the log; once it runs it catches up by itself.',
  },
  AUDIT_NOT_SEALED: {
    'zh-CN': () => '审计日志有记录超过 10 分钟仍未封存。详见日志。',
    en: () =>
      'Entries of the audit log have waited for their seal for more than ten minutes. The server’s log says why.',
  },
  WEBHOOK_STOPPED: {
    'zh-CN': (subject, { reason = '' }) =>
      reason === 'GONE'
        ? `推送“${subject}”的接收方答复 410，已停止推送。请核对地址后恢复（redeliver），或终止该推送。`
        : `推送“${subject}”连续三天未能送达，已停止推送。请与接收方核对后恢复（redeliver）。`,
    en: (subject, { reason = '' }) =>
      reason === 'GONE'
        ? `The receiver of the webhook "${subject}" answered 410 and is told no more. Check its address and resume it (redeliver), or end it.`
        : `The webhook "${subject}" could not deliver for three days and was stopped. Ask its receiver, then resume it (redeliver).`,
  },
  RULE_ERROR: {
    'zh-CN': (subject, { n = '', first = '', message = '' }) =>
      `时钟“${subject}”计算出错（${message}），${n} 件暂缓，首件为 ${first}。其他时钟和事项不受影响；修复并重新启动后会自动补算。`,
    en: (subject, { n = '', first = '', message = '' }) =>
      `The clock "${subject}" fails (${message}) and stands for ${n}, first for ${first}. All others go on. Once it is mended and the server started again it catches up by itself.`,
  },
  BEYOND_CALENDAR: {
    'zh-CN': (subject, { n = '', first = '' }) =>
      `${n} 个时钟超出日历“${subject}”所含的日期，暂停计算，首件为 ${first}。其他事项不受影响。请更正期限，或发布更长的日历版本。`,
    en: (subject, { n = '', first = '' }) =>
      `${n} clocks reach beyond the days of the calendar "${subject}" and stand, first that of ${first}. All others go on. Correct their limits, or publish a longer version of the calendar.`,
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
