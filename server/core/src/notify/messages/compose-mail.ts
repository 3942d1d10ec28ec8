import type { AlertPayload } from '../../feed/events.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { Language } from '../../text.ts'
import type { Mail } from './mail.ts'

const LEVEL: Readonly<Record<Language, Readonly<Record<CardLevel, string>>>> = {
  'zh-CN': { WARNING: '预警', YELLOW: '黄牌', RED: '红牌' },
  en: { WARNING: 'warning', YELLOW: 'yellow card', RED: 'red card' },
}
const GRAVEST: readonly CardLevel[] = ['RED', 'YELLOW', 'WARNING']

/** The most cards that one message names; it says how many there are. */
const MOST_LINES = 100

const at = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** Number, matter, hall, level and due instant, and nothing else of what a card is about. */
function lineOf(card: AlertPayload, language: Language): string {
  const level = LEVEL[language][card.level]
  const about = 'caseNumber' in card ? [card.caseNumber, card.matter] : [card.title]
  const due = language === 'en' ? `due ${at(card.dueAt)}` : `到期 ${at(card.dueAt)}`
  return [level, ...about, card.hall, due].filter((part) => part !== null && part !== '').join(' · ')
}

/** One message about some cards; times are of Asia/Shanghai. */
export function composeMail(
  cards: readonly AlertPayload[],
  { to, language, link }: { readonly to: string; readonly language: Language; readonly link: string | null },
): Mail {
  const counts = GRAVEST.flatMap((level) => {
    const n = cards.filter((card) => card.level === level).length
    if (n === 0) return []
    return language === 'en' ? [`${n} × ${LEVEL.en[level]}`] : [`${LEVEL['zh-CN'][level]} ${n} 件`]
  })
  const lines = cards.slice(0, MOST_LINES).map((card) => lineOf(card, language))
  const more = cards.length > MOST_LINES ? ['…'] : []
  return {
    to,
    subject: `${language === 'en' ? 'Zhikong: ' : '质控：'}${counts.join(language === 'en' ? ', ' : '，')}`,
    text: [...lines, ...more, ...(link === null ? [] : ['', link])].join('\n'),
  }
}
