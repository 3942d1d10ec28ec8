import { plainRule } from '../clock/rule-pack.ts'
import type { SubjectClock } from './subjects/declaration.ts'

/** What a card of the engine is about: the platform as a whole, or one source of cases. */
export const TROUBLES = { platform: 'core.platform', source: 'core.source' } as const

const rule = (level: 'YELLOW' | 'RED', days: number) =>
  plainRule({ clock: 'engine', level, limit: 'OWN', defaultLimit: null, over: { comparator: '>', days } })

/**
 * The clock of what is wrong with the platform itself: a yellow card at once, a red one when it lasts for more than a
 * working day. Its cards have the life of all others.
 */
export const ENGINE_CLOCK: SubjectClock = {
  code: 'engine',
  clause: '6.4-b',
  title: { 'zh-CN': '平台自检', en: 'Watch over the platform' },
  event: 'core.trouble.found',
  rules: { version: 1, rules: [rule('YELLOW', 0), rule('RED', 1)] },
}
