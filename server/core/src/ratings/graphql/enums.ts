import type { Builder } from '../../graphql/builder.ts'
import type { OrderState, OrderStep, RatingChannel, RatingKind, RatingVerdict } from '../contract.ts'

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

const CHANNEL: Values<RatingChannel> = {
  DEVICE: { description: 'A device at the window 窗口评价器.' },
  KIOSK: { description: 'A kiosk 自助终端.' },
  QR: { description: 'A code that was scanned 扫码.' },
  PORTAL: { description: 'The portal 政务服务网.' },
  APP: { description: 'An app or mini program 移动端.' },
  SMS: { description: 'A short message 短信.' },
  HOTLINE: { description: 'The hotline 12345 热线.' },
}

const KIND: Values<RatingKind> = {
  FIRST: { description: 'The first of a service, which scores 首评.' },
  FOLLOW_UP: { description: 'The one after a negative was dealt with, which stands beside 追评.' },
}

const VERDICT: Values<RatingVerdict> = {
  UPHELD: { description: 'It was right 属实.' },
  UNFOUNDED: { description: 'It was not; the rating counts all the same 不属实.' },
  STRUCK_OUT: { description: 'Mistaken or malicious, as two people found: it does not count 剔除.' },
}

const STATE: Values<OrderState> = {
  OPEN: { description: 'Nobody got in touch yet 待回访.' },
  CONTACTED: { description: 'The desk got in touch, or tried 已回访.' },
  UPHELD: { description: 'It was right, and is to be put right 属实待整改.' },
  UNFOUNDED: { description: 'It was not, and is to be explained 不属实待说明.' },
  STRIKE_PROPOSED: { description: 'Somebody proposes to strike it out; somebody else decides 待复核剔除.' },
  FIXED: { description: 'Put right; a follow-up is asked for 已整改.' },
  EXPLAINED: { description: 'Explained; a follow-up is asked for 已说明.' },
  STRUCK_OUT: { description: 'Struck out 已剔除.' },
  CLOSED: { description: 'Over 已办结.' },
}

const STEP: Values<OrderStep> = {
  CONTACT: { description: 'Get in touch with the rater.' },
  UPHOLD: { description: 'Verify: it was right.' },
  REJECT: { description: 'Verify: it was not.' },
  PROPOSE_STRIKE: { description: 'Propose to strike it out.' },
  STRIKE: { description: 'Strike it out.' },
  REFUSE_STRIKE: { description: 'Refuse to strike it out.' },
  FIX: { description: 'Say what was put right.' },
  EXPLAIN: { description: 'Explain.' },
  FOLLOW_UP: { description: 'Rate again; taken by the rater.' },
  CLOSE: { description: 'Close without a follow-up.' },
}

const REASON: Values<'MISTAKEN' | 'MALICIOUS'> = {
  MISTAKEN: { description: 'Given by mistake 误评.' },
  MALICIOUS: { description: 'Given out of malice 恶意评价.' },
}

const LINK: Values<'OPEN' | 'USED' | 'EXPIRED' | 'UNKNOWN'> = {
  OPEN: { description: 'It may be used.' },
  USED: { description: 'It was used, or the service was rated otherwise.' },
  EXPIRED: { description: 'It is over.' },
  UNKNOWN: { description: 'It is no link of this installation.' },
}

const REPORT: Values<'STORED' | 'DUPLICATE' | 'REJECTED'> = {
  STORED: { description: 'Taken.' },
  DUPLICATE: { description: 'Taken before: the same rating.' },
  REJECTED: { description: 'Not taken; `error` says why.' },
}

/** Writes the enums of ratings. */
export const defineEnums = (builder: Builder) => ({
  Channel: builder.enumType('RatingChannel', { description: 'Where a rating is given.', values: CHANNEL }),
  Kind: builder.enumType('RatingKind', { description: 'Which of a service it is.', values: KIND }),
  Verdict: builder.enumType('RatingVerdict', { description: 'What became of a negative one.', values: VERDICT }),
  State: builder.enumType('RatingOrderState', { description: 'Where a work order stands.', values: STATE }),
  Step: builder.enumType('RatingOrderStepKind', { description: 'What is done with one.', values: STEP }),
  Reason: builder.enumType('RatingStrikeReason', { description: 'Why one is struck out.', values: REASON }),
  Link: builder.enumType('RatingLinkState', { description: 'Where a link to rate stands.', values: LINK }),
  Report: builder.enumType('RatingReportStatus', {
    description: 'What became of a reported rating.',
    values: REPORT,
  }),
})

export type Enums = ReturnType<typeof defineEnums>
