import type { Language, Text } from '../text.ts'

/** Values that a message names; a bilingual value is shown in the reader's language. */
export type MessageParams = Readonly<Record<string, string | number | Text>>

type Template = Readonly<Record<Language, string>>

/**
 * One sentence per code: what was wrong, where, what to do. `{name}` is replaced by the parameter of that name.
 * The keys of this table are the closed list of error codes.
 */
const MESSAGES = {
  INVALID_INPUT: {
    'zh-CN': '输入有误：{detail}',
    en: 'The input is not valid: {detail}',
  },
  UNKNOWN_REGION: {
    'zh-CN': '没有代码为“{value}”的区域。请核对区划代码，或先登记该区域。',
    en: 'There is no region with the code "{value}". Check the code, or register the region first.',
  },
  UNKNOWN_MATTER: {
    'zh-CN': '没有代码为“{value}”的政务服务事项。请核对事项代码，或先登记该事项。',
    en: 'There is no matter with the code "{value}". Check the code, or register the matter first.',
  },
  UNKNOWN_HALL: {
    'zh-CN': '没有代码为“{value}”的政务服务大厅。请核对大厅代码，或先登记该大厅。',
    en: 'There is no hall with the code "{value}". Check the code, or register the hall first.',
  },
  UNKNOWN_WINDOW: {
    'zh-CN': '该大厅没有代码为“{value}”的窗口。请核对窗口代码，或先登记该窗口。',
    en: 'The hall has no window with the code "{value}". Check the code, or register the window first.',
  },
  UNKNOWN_CHANNEL: {
    'zh-CN': '没有代码为“{value}”的办理渠道。可用的渠道见查询 channels。',
    en: 'There is no channel with the code "{value}". The query "channels" lists the known ones.',
  },
  UNKNOWN_ORGANISATION: {
    'zh-CN': '没有代码为“{value}”的机构。请核对机构代码，或先登记该机构。',
    en: 'There is no organisation with the code "{value}". Check the code, or register the organisation first.',
  },
  UNKNOWN_INDICATOR: {
    'zh-CN': '没有代码为“{value}”的指标。可用的指标见查询 indicators。',
    en: 'There is no indicator with the code "{value}". The query "indicators" lists the known ones.',
  },
  DATE_OUT_OF_RANGE: {
    'zh-CN': '日期“{value}”超出可用范围。{detail}',
    en: 'The date "{value}" is outside of the range that can be used. {detail}',
  },
  CONFLICT: {
    'zh-CN': '与已有内容冲突：{detail}',
    en: 'This conflicts with what is stored: {detail}',
  },
  NOT_FOUND: {
    'zh-CN': '未找到“{value}”。它可能不存在，或不在您的管辖范围内。',
    en: '"{value}" was not found. It may not exist, or it may lie outside of your range.',
  },
  TOO_MANY_ITEMS: {
    'zh-CN': '一次最多 {max} 项，收到 {count} 项。请分批提交。',
    en: 'At most {max} items are taken at once; {count} came. Send them in parts.',
  },
  LIMIT_EXCEEDED: {
    'zh-CN': '超出限制：{detail}',
    en: 'A limit was exceeded: {detail}',
  },
  UNAUTHENTICATED: {
    'zh-CN': '请先登录，或提供有效的 API 密钥或令牌。{detail}',
    en: 'Sign in first, or give a valid API key or token. {detail}',
  },
  FORBIDDEN: {
    'zh-CN': '您没有执行此操作的权限。请联系管理员。{detail}',
    en: 'You do not have the permission for this. Ask your administrator. {detail}',
  },
  RESYNC_REQUIRED: {
    'zh-CN': '游标已失效，无法从该处继续。请重新查询当前状态，再不带游标订阅。',
    en: 'The cursor cannot be continued from. Query the present state again, then subscribe without a cursor.',
  },
  UNAVAILABLE: {
    'zh-CN': '服务暂时不可用，请稍后重试。{detail}',
    en: 'The service is not available at the moment; try again later. {detail}',
  },
  INTERNAL: {
    'zh-CN': '服务器内部错误，已记录。报告问题时请提供编号 {trace}。',
    en: 'Something went wrong inside the server; it was logged. Quote the number {trace} when you report it.',
  },
  SIGN_IN_FAILED: {
    'zh-CN': '用户名或密码不正确，或该账号暂时被锁定。请核对后稍后再试。',
    en: 'The user name or the password is wrong, or the account is locked for a while. Check them and try again later.',
  },
  SECOND_FACTOR_REQUIRED: {
    'zh-CN': '还需要动态口令：请输入手机应用显示的六位数字，或一个恢复码；尚未启用动态口令的，请先启用。{detail}',
    en: 'The second factor is missing: give the six digits of your authenticator app or a recovery code, or set it up first. {detail}',
  },
  PASSWORD_CHANGE_REQUIRED: {
    'zh-CN': '您正在使用一次性密码，请先修改密码（POST /auth/password）。',
    en: 'You signed in with a one-time password: change it first (POST /auth/password).',
  },
  IDENTITY_NOT_CONFIRMED: {
    'zh-CN': '统一身份认证未能确认您的身份，请重新登录。{detail}',
    en: 'The identity provider did not confirm who you are; sign in again. {detail}',
  },
  DUPLICATE_KEY: {
    'zh-CN': '“{value}”已经存在。请使用其他代码，或修改已有的一项。',
    en: '"{value}" exists already. Use another code, or change the one that is there.',
  },
} as const satisfies Record<string, Template>

/** The closed list of error codes. */
export type ErrorCode = keyof typeof MESSAGES

/** The closed list of error codes, as values. */
export const ERROR_CODES = Object.keys(MESSAGES) as readonly ErrorCode[]

const UNSHOWABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Shortens a value that came from outside and takes out what no reader can see. */
export function showable(value: string | number): string {
  const text = String(value).replace(UNSHOWABLE, '\ufffd')
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

/** The sentence for a code in the reader's language. */
export function messageOf(code: ErrorCode, params: MessageParams, language: Language): string {
  return MESSAGES[code][language]
    .replace(/\{(\w+)\}/gu, (_, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined
      if (value === undefined) return ''
      return typeof value === 'object' ? value[language] : showable(value)
    })
    .trim()
}
