import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { credentialOf, sessionCookie, type Credential } from '../access/credential.ts'
import type { Language } from '../text.ts'
import type { AddressOf } from './client-address.ts'
import { languageOf } from './language.ts'

/** What is known of a caller before anybody looks it up. */
export type Caller = {
  readonly credential: Credential | null
  /** The working scope that was asked for; null for the widest. */
  readonly scope: string | null
  readonly language: Language
  readonly requestId: string
  readonly address: string
}

/** By what requests are read: what proxies are believed, and where people reach the platform. */
export type Site = {
  readonly addressOf: AddressOf
  readonly publicUrl: URL | undefined
}

/** Whether people reach the platform over https. */
export const isSecure = ({ publicUrl }: Pick<Site, 'publicUrl'>): boolean => publicUrl?.protocol === 'https:'

/** The name of the session's cookie there. */
export const sessionCookieOf = (site: Pick<Site, 'publicUrl'>): string => sessionCookie(isSecure(site))

/** Reads the caller from the headers of a request. */
export function callerOf(request: IncomingMessage, site: Site): Caller {
  return {
    credential: credentialOf(request.headers.authorization, request.headers.cookie, sessionCookieOf(site)),
    scope: scopeNamed(request.headers['x-zhikong-scope']),
    language: languageOf(request.headers['accept-language']),
    requestId: randomUUID(),
    address: site.addressOf(request),
  }
}

/** The caller of a socket: its parameters win over the headers of its upgrade, which a browser cannot set. */
export function callerOfSocket(
  request: IncomingMessage,
  parameters: Readonly<Record<string, unknown>> | undefined,
  site: Site,
): Caller {
  const caller = callerOf(request, site)
  const authorization = parameters?.['authorization'] ?? parameters?.['Authorization']
  const language = parameters?.['language']
  return {
    ...caller,
    credential:
      authorization === undefined
        ? caller.credential
        : credentialOf(bearer(authorization), undefined, sessionCookieOf(site)),
    scope: parameters?.['scope'] === undefined ? caller.scope : scopeNamed(parameters['scope']),
    language: language === undefined ? caller.language : languageOf(language),
  }
}

/** Cut, because it may stand in an error message. */
function scopeNamed(given: unknown): string | null {
  return typeof given === 'string' && given !== '' ? given.slice(0, LONGEST_SCOPE) : null
}

const LONGEST_SCOPE = 64

/** A parameter is ours alone, so that `Bearer` may be left out. */
function bearer(authorization: unknown): string {
  const given = typeof authorization === 'string' ? authorization : ''
  return /^\s*bearer\b/iu.test(given) ? given : `Bearer ${given}`
}
