import { fault, type Fault } from '../../graphql/fault.ts'
import type { Credential } from '../credential.ts'
import type { Holder } from '../holder.ts'

/** The challenge of an answer 401 to a key or token: RFC 6750 §3. */
export const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="zhikong", error="invalid_token"' } as const

/**
 * Why a credential is refused: whoever shows a key or token that is not good is told so and never goes on as nobody. The
 * cookie of a session that has ended is no claim, since a browser sends it by itself; its holder is nobody.
 */
export function refusalOf(credential: Credential | null, holder: Holder | null): Fault | null {
  if (holder !== null || credential === null || credential.kind === 'session') return null
  const detail = {
    'zh-CN': '所提供的密钥或令牌无效：不存在、已到期、已吊销，或不是发给本平台的。',
    en: 'The key or token that came is not good: unknown, ended, revoked, or meant for somebody else.',
  }
  return fault('UNAUTHENTICATED', { detail })
}
