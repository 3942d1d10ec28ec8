import { goto } from '$app/navigation'
import { createRequest, type Reader, type Request } from '@zhikong/ui'

/** Leads to the sign-in page and back afterwards. */
export function toSignIn(): void {
  if (location.pathname === '/sign-in') return
  const next = location.pathname + location.search
  void goto(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`)
}

/** Requests to the API of this origin, in the reader's language. */
export const apiRequest = (reader: Reader): Request =>
  createRequest({ endpoint: '/graphql', locale: () => reader.locale, onSignedOut: toSignIn })

/** Where the streams of this origin are. */
export const socketUrl = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`
