import type { Text } from '../../text.ts'
import type { CardLevel } from '../card-rule.ts'

const LEVELS: Readonly<Record<CardLevel, Text>> = {
  WARNING: { 'zh-CN': '预警', en: 'warning' },
  YELLOW: { 'zh-CN': '黄牌', en: 'yellow card' },
  RED: { 'zh-CN': '红牌', en: 'red card' },
}

/** What is said of rules that cannot be taken: what was wrong, and what to do. */
export const RULE_MESSAGES = {
  unknownClock: (clock: string, known: readonly string[]): Text => ({
    'zh-CN': `没有名为“${clock.slice(0, 80)}”的时钟。可用的时钟：${known.join('、')}。`,
    en: `There is no clock named "${clock.slice(0, 80)}". Those there are: ${known.join(', ')}.`,
  }),
  twice: (clock: string, level: CardLevel): Text => ({
    'zh-CN': `时钟“${clock}”的${LEVELS[level]['zh-CN']}规则写了两次。每个时钟的每级只能有一条规则。`,
    en: `The rule for the ${LEVELS[level].en} of the clock "${clock}" is there twice. A clock has one rule for each level.`,
  }),
  withoutMoment: {
    'zh-CN': '上级没有这条规则，请填写 over：超过时限多少天时出牌。',
    en: 'No place above states this rule: say in "over" how far beyond the limit it shows its card.',
  },
  wrongLimit: (limits: readonly string[]): Text => ({
    'zh-CN': `该时钟没有这种时限。可用：${limits.join('、')}。`,
    en: `The clock has no such limit. Use ${limits.join(' or ')}.`,
  }),
  noFeedbackOfWarning: {
    'zh-CN': '预警随事项办结自行结束，不要求反馈。请将 feedbackDays 设为空。',
    en: 'A warning ends by itself with what it is about and asks for no feedback: set "feedbackDays" to null.',
  },
  days: (least: number, most: number): Text => ({
    'zh-CN': `天数应为 ${least} 至 ${most} 之间的整数。`,
    en: `Days are whole numbers from ${least} to ${most}.`,
  }),
  limitDays: (most: number): Text => ({
    'zh-CN': `时限应为 0 至 ${most} 之间、最多一位小数且为 0.5 的倍数的数字。`,
    en: `A limit is a number of halves from 0 to ${most}.`,
  }),
  negativeLead: (most: number): Text => ({
    'zh-CN': `提前天数应为 0 至 ${most} 之间的整数；不预警请留空。`,
    en: `A lead is a whole number of days from 0 to ${most}; leave it out for no warning.`,
  }),
  leadOrder: {
    'zh-CN': '提前天数的各档应按 upToDays 由小到大排列且不重复，只有最后一档可以不填 upToDays。',
    en: 'Leads go up by "upToDays", each once; only the last one may leave it out.',
  },
  manyLeads: (most: number): Text => ({
    'zh-CN': `最多 ${most} 档提前天数。`,
    en: `At most ${most} leads are taken.`,
  }),
  text: (most: number): Text => ({
    'zh-CN': `中英文文字均应为 1 至 ${most} 个字符，且不含控制字符。`,
    en: `The text has 1 to ${most} characters in each language and no control characters.`,
  }),
  notBefore: (clock: string, lower: CardLevel, higher: CardLevel): Text => ({
    'zh-CN': `时钟“${clock}”的${LEVELS[lower]['zh-CN']}不会早于${LEVELS[higher]['zh-CN']}。请调整其中一条，或停用一条。`,
    en: `The ${LEVELS[lower].en} of the clock "${clock}" would not come before its ${LEVELS[higher].en}. Change one of the two rules, or switch one off.`,
  }),
  below: (place: string, day: string, what: Text): Text => ({
    'zh-CN': `与“${place}”自己的规则合并后（自 ${day} 起）：${what['zh-CN']}`,
    en: `With the rules of "${place}" itself, from ${day} on: ${what.en}`,
  }),
  unequalLimits: (clock: string, lower: CardLevel, higher: CardLevel): Text => ({
    'zh-CN': `时钟“${clock}”的${LEVELS[lower]['zh-CN']}与${LEVELS[higher]['zh-CN']}使用不同的默认时限。一个时钟只有一个默认时限。`,
    en: `The ${LEVELS[lower].en} and the ${LEVELS[higher].en} of the clock "${clock}" rest on different default limits. A clock has one.`,
  }),
} as const
