import { z } from 'zod'
import { isSafeIssuer } from '../access/sign-in/oidc/settings.ts'
import type { OAuthSettings } from '../access/third-parties/settings.ts'
import type { Reachable } from '../notify/webhooks/target.ts'
import type { RatesPerMinute } from '../graphql/rates.ts'
import { StartRefused } from './start-refused.ts'

const MOST_PER_MINUTE = 10_000_000

const safeUrl = z.url({ protocol: /^https?$/ }).refine((text) => isSafeIssuer(new URL(text)))
const perMinute = z
  .string()
  .regex(/^[1-9]\d{0,7}$/)
  .transform(Number)
  .refine((rate) => rate <= MOST_PER_MINUTE)

/** The settings of systems of third parties and of how much each may ask, as the environment holds them. */
export const thirdPartyShape = {
  OAUTH_ISSUER: safeUrl.optional(),
  OAUTH_AUDIENCE: z.string().optional(),
  OAUTH_JWKS_URI: safeUrl.transform((text) => new URL(text)).optional(),
  ALLOW_HTTP_WEBHOOKS: z.enum(['0', '1']).default('0'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./)
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/)
    .optional(),
  SMS_GATEWAY: z.string().optional(),
  RATE_PER_MINUTE_KEYS: perMinute.default(6_000),
  RATE_PER_MINUTE_PEOPLE: perMinute.default(1_200),
  RATE_PER_MINUTE_NOBODY: perMinute.default(300),
} as const

type Given = z.infer<z.ZodObject<typeof thirdPartyShape>>

const RATE = `a number of requests from 1 to ${MOST_PER_MINUTE}`

export const thirdPartyExpected: Readonly<Record<keyof Given, string>> = {
  OAUTH_ISSUER: 'an https address (http on this machine only), exactly as the tokens name it',
  OAUTH_AUDIENCE: 'how tokens name this platform',
  OAUTH_JWKS_URI: 'an https address (http on this machine only)',
  ALLOW_HTTP_WEBHOOKS: '1 (webhooks may also go to this machine, by http or https: to try one out) or 0',
  SMTP_URL: 'an address like smtp://user:password@host:587 or smtps://user:password@host:465',
  MAIL_FROM: 'an e-mail address',
  SMS_GATEWAY: 'log, or the path of a module whose default export sends short messages',
  RATE_PER_MINUTE_KEYS: RATE,
  RATE_PER_MINUTE_PEOPLE: RATE,
  RATE_PER_MINUTE_NOBODY: RATE,
}

/** What these settings mean. */
export type ThirdPartyConfig = {
  /** The authorisation server whose tokens are taken. */
  readonly oauth: OAuthSettings | undefined
  readonly rates: RatesPerMinute
  /** Where webhooks may go, beside the public internet by https. */
  readonly reachable: Reachable
  /** The server by which messages go to people, and the address that they come from. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined
  /** By what short messages go: `log`, or the path of a module. */
  readonly smsGateway: string | undefined
}

/** Throws StartRefused when an authorisation server is named by half. */
export function readThirdParties(given: Given): ThirdPartyConfig {
  return {
    oauth: readOAuth(given),
    smtp: readSmtp(given),
    smsGateway: given.SMS_GATEWAY,
    reachable: { loopback: given.ALLOW_HTTP_WEBHOOKS === '1' },
    rates: {
      keys: given.RATE_PER_MINUTE_KEYS,
      people: given.RATE_PER_MINUTE_PEOPLE,
      nobody: given.RATE_PER_MINUTE_NOBODY,
    },
  }
}

function readSmtp({ SMTP_URL: url, MAIL_FROM: from }: Given): ThirdPartyConfig['smtp'] {
  if (url === undefined && from === undefined) return undefined
  if (url !== undefined && from !== undefined) return { url, from }
  throw new StartRefused('Sending messages needs SMTP_URL and MAIL_FROM: give both.')
}

function readOAuth(given: Given): OAuthSettings | undefined {
  const { OAUTH_ISSUER: issuer, OAUTH_AUDIENCE: audience, OAUTH_JWKS_URI: jwksUri } = given
  if (issuer === undefined && audience === undefined && jwksUri === undefined) return undefined
  if (issuer !== undefined && audience !== undefined) return { issuer, audience, jwksUri }
  throw new StartRefused('Taking access tokens needs OAUTH_ISSUER and OAUTH_AUDIENCE: give both.')
}
