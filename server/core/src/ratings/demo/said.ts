import { hash } from 'node:crypto'
import type { RatingChannel } from '../contract.ts'
import type { Grade } from '../rules/grades.ts'
import { readRating, isRatingFault, type ReadRating } from '../rules/written.ts'

const CHANNELS = ['DEVICE', 'DEVICE', 'DEVICE', 'KIOSK', 'QR', 'PORTAL', 'APP', 'SMS'] as const
const BAD = ['SLOW', 'ATTITUDE', 'TWICE', 'UNCLEAR', 'UNSKILLED'] as const
const GOOD = ['KIND', 'QUICK', 'ONCE', 'SKILLED', 'CLEAR'] as const

/** What a demo case is said of: always the same for the same case, most of it good. */
export type Said = { readonly rating: ReadRating; readonly channel: RatingChannel; readonly minutesAfter: number }

/** Of 1,000: 650 very satisfied, 240 satisfied, 80 basically satisfied, 20 dissatisfied, 10 very dissatisfied. */
const gradeOf = (n: number): Grade => (n < 650 ? 5 : n < 890 ? 4 : n < 970 ? 3 : n < 990 ? 2 : 1)

/** What somebody says of a demo case; null when nobody rates it. */
export const saidOf = (caseId: string): Said | null => {
  const dice = hash('sha256', caseId, 'buffer')
  const roll = (at: number, of: number): number => dice.readUInt16BE(at) % of
  if (roll(0, 100) < 25) return null
  const isDefault = roll(2, 100) < 8
  const grade = isDefault ? 5 : gradeOf(roll(4, 1000))
  const tags = isDefault || grade === 3 ? [] : [(grade < 3 ? BAD : GOOD)[roll(6, 5)] ?? 'OTHER']
  const words = grade < 3 ? '演示数据：办理时间较长，希望改进。' : null
  const rating = readRating({ grade, isDefault, tags, words })
  if (isRatingFault(rating)) throw new Error(`The demo rates wrongly: ${rating.field}`)
  return { rating, channel: CHANNELS[roll(8, CHANNELS.length)] ?? 'DEVICE', minutesAfter: 1 + roll(10, 240) }
}
