import type { EventPayload } from './event.ts'

/**
 * For what a special procedure may stop the clock: the eight of the licensing law (行政许可法 art. 45), and others only
 * where a law allows it that is cited.
 */
export const SUSPENSION_GROUNDS = [
  'HEARING',
  'TENDER',
  'AUCTION',
  'INSPECTION',
  'TEST',
  'QUARANTINE',
  'APPRAISAL',
  'EXPERT_REVIEW',
  'OTHER_BY_LAW',
] as const

export type SuspensionGround = (typeof SUSPENSION_GROUNDS)[number]

/** How sources that state no ground of their own name it in their reasons. */
const WORDS: readonly (readonly [string, SuspensionGround])[] = [
  ['听证', 'HEARING'],
  ['招标', 'TENDER'],
  ['拍卖', 'AUCTION'],
  ['检验', 'INSPECTION'],
  ['检测', 'TEST'],
  ['检疫', 'QUARANTINE'],
  ['鉴定', 'APPRAISAL'],
  ['专家评审', 'EXPERT_REVIEW'],
  ...SUSPENSION_GROUNDS.filter((ground) => ground !== 'OTHER_BY_LAW').map((ground) => [ground, ground] as const),
]

/**
 * The ground of a suspension: the one stated, else the one that its reason names; null when there is none, or when
 * another law is meant and none is cited. Without a ground the clock runs on.
 */
export const groundOf = ({ ground, law, reason = '' }: EventPayload): SuspensionGround | null => {
  if (ground === 'OTHER_BY_LAW') return law === undefined ? null : ground
  return ground ?? WORDS.find(([word]) => reason.includes(word))?.[1] ?? null
}
