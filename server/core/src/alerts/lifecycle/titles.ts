import type { Text } from '../../text.ts'
import type { AlertState } from '../tables.ts'
import type { Step } from './steps.ts'

/** What has become of a card, as people call it. */
export const STATE_TITLES: Readonly<Record<AlertState, Text>> = {
  TO_CONFIRM: { 'zh-CN': '待确认', en: 'waiting to be confirmed' },
  ISSUED: { 'zh-CN': '已发出', en: 'issued' },
  ACKNOWLEDGED: { 'zh-CN': '已签收', en: 'acknowledged' },
  APPEALED: { 'zh-CN': '申诉中', en: 'under appeal' },
  UPHELD: { 'zh-CN': '维持', en: 'upheld' },
  REVOKED: { 'zh-CN': '已撤销', en: 'revoked' },
  CLOSED: { 'zh-CN': '已办结', en: 'closed' },
}

/** What may be done with a card: in Chinese as a verb, in English as a participle. */
export const STEP_TITLES: Readonly<Record<Step, Text>> = {
  CONFIRMED: { 'zh-CN': '确认', en: 'confirmed' },
  REFUSED: { 'zh-CN': '不予确认', en: 'refused' },
  LAPSED: { 'zh-CN': '失效', en: 'dropped' },
  ACKNOWLEDGED: { 'zh-CN': '签收', en: 'acknowledged' },
  FED_BACK: { 'zh-CN': '反馈', en: 'answered with feedback' },
  APPEALED: { 'zh-CN': '申诉', en: 'appealed against' },
  UPHELD: { 'zh-CN': '裁决维持', en: 'upheld' },
  REVOKED: { 'zh-CN': '裁决撤销', en: 'revoked' },
  URGED: { 'zh-CN': '督促', en: 'urged' },
  ESCALATED: { 'zh-CN': '升级', en: 'escalated' },
  CLOSED: { 'zh-CN': '办结', en: 'closed' },
}
