import type { BlockList } from 'node:net'
import { z } from 'zod'
import { isSafeIssuer, type OidcSettings } from '../access/sign-in/oidc/settings.ts'
import type { SecondFactorPolicy } from '../access/sign-in/second-factor-policy.ts'
import { trustedProxies } from '../graphql/client-address.ts'
import { StartRefused } from './start-refused.ts'

const url = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text))
const publicUrl = url.refine(({ pathname, search, hash }) => pathname === '/' && `${search}${hash}` === '')
const proxies = z
  .string()
  .transform((list) => trustedProxies(list))
  .refine((list) => list !== undefined)

/** The settings of signing in, as the environment holds them. */
export const signInShape = {
  PUBLIC_URL: publicUrl.optional(),
  TRUSTED_PROXIES: proxies.optional(),
  SECOND_FACTOR: z.enum(['optional', 'administrators', 'everybody']).default('optional'),
  OIDC_ISSUER: url.refine(isSafeIssuer).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().min(16).optional(),
  OIDC_TITLE: z.string().max(40).default('统一身份认证'),
  OIDC_CLAIM: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .default('preferred_username'),
} as const

type Given = z.infer<z.ZodObject<typeof signInShape>>

export const signInExpected: Readonly<Record<keyof Given, string>> = {
  PUBLIC_URL: 'the address where people reach the platform, without a path, like https://zhikong.example.cn',
  TRUSTED_PROXIES: 'addresses or ranges joined by commas, like 10.0.0.5,10.1.0.0/16',
  SECOND_FACTOR: 'one of optional, administrators, everybody',
  OIDC_ISSUER: 'an https address (http on this machine only), as the provider writes it',
  OIDC_CLIENT_ID: 'the name that the provider gave to this platform',
  OIDC_CLIENT_SECRET: 'the secret that the provider gave, at least 16 characters',
  OIDC_TITLE: 'at most 40 characters',
  OIDC_CLAIM: 'the name of a claim, like preferred_username',
}

/** What the settings of signing in mean. */
export type SignInConfig = {
  /** Where people reach the platform; over https, cookies are marked Secure. */
  readonly publicUrl: URL | undefined
  readonly trustedProxies: BlockList | undefined
  readonly secondFactor: SecondFactorPolicy
  /** The identity provider of the house. */
  readonly oidc: OidcSettings | undefined
}

/** Throws StartRefused when an identity provider is named by half. */
export function readSignIn(given: Given): SignInConfig {
  return {
    publicUrl: given.PUBLIC_URL,
    trustedProxies: given.TRUSTED_PROXIES,
    secondFactor: given.SECOND_FACTOR,
    oidc: readOidc(given),
  }
}

function readOidc(given: Given): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, PUBLIC_URL } = given
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || PUBLIC_URL === undefined) {
    throw new StartRefused(
      'Signing in by an identity provider needs OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL: give all four.',
    )
  }
  return { issuer, clientId, clientSecret, title: given.OIDC_TITLE, claim: given.OIDC_CLAIM, publicUrl: PUBLIC_URL }
}
