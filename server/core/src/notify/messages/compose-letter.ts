import type { AlertPayload } from '../../feed/events.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { Language } from '../../text.ts'
import type { Mail } from './mail.ts'
import type { MessageChannel } from './tables.ts'

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

/** How many of each level, the gravest first. */
function countsOf(cards: readonly AlertPayload[], language: Language): string {
  const counts = GRAVEST.flatMap((level) => {
    const n = cards.filter((card) => card.level === level).length
    if (n === 0) return []
    return language === 'en' ? [`${n} × ${LEVEL.en[level]}`] : [`${LEVEL['zh-CN'][level]} ${n} 件`]
  })
  return counts.join(language === 'en' ? ', ' : '，')
}

/** Where to read on: the case that all is about, else the console. */
function linkTo(cards: readonly AlertPayload[], link: string | null): string | null {
  const [first] = cards
  if (link === null || first === undefined || cards.length > 1 || !('caseId' in first)) return link
  return new URL(`cases/${encodeURIComponent(first.caseId)}`, link.endsWith('/') ? link : `${link}/`).href
}

/** One message about some cards; times are of Asia/Shanghai. A short one names the first of them only. */
export function composeLetter(
  cards: readonly AlertPayload[],
  reader: {
    readonly to: string
    readonly language: Language
    readonly link: string | null
    readonly channel: MessageChannel
  },
): Mail {
  const { to, language, channel } = reader
  const link = linkTo(cards, reader.link)
  const subject = `${language === 'en' ? 'Zhikong: ' : '质控：'}${countsOf(cards, language)}`
  const shown = cards.slice(0, channel === 'SMS' ? 1 : MOST_LINES).map((card) => lineOf(card, language))
  const more = cards.length > shown.length ? ['…'] : []
  if (channel === 'SMS') return { to, subject, text: [subject, ...shown, ...more, ...(link ? [link] : [])].join('\n') }
  return { to, subject, text: [...shown, ...more, ...(link === null ? [] : ['', link])].join('\n') }
}
