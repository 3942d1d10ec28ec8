import { invalid } from '../../graphql/fault.ts'
import { isUuid } from '../../uuid.ts'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u

/** An instant that a cursor of ours holds; throws INVALID_INPUT for one that somebody else wrote. */
export const instantIn = (part: unknown): string => {
  if (typeof part === 'string' && INSTANT.test(part) && !Number.isNaN(Date.parse(part))) return part
  throw notOurs()
}

/** An id that a cursor of ours holds; throws INVALID_INPUT for one that somebody else wrote. */
export const uuidIn = (part: unknown): string => {
  if (typeof part === 'string' && isUuid(part)) return part
  throw notOurs()
}

const notOurs = () =>
  invalid(
    {
      'zh-CN': '游标 after 不可用。请使用上一页 pageInfo.endCursor 的值，或不带它重新查询。',
      en: 'The cursor "after" is not usable. Use pageInfo.endCursor of the page before, or ask without it.',
    },
    ['after'],
  )
