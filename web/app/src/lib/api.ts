import { goto } from '$app/navigation'
import { createRequest, LiveConnection, type Reader, type Request } from '@zhikong/ui'
import ids from 'virtual:document-ids'
import { documentName } from './document-name.ts'
import type { ChosenScope } from './working-scope.ts'

/** Leads to the sign-in page and back afterwards. */
export function toSignIn(): void {
  if (location.pathname === '/sign-in') return
  const next = location.pathname + location.search
  void goto(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`)
}

/** The id under which the server knows a document of this build. */
const documentId = (text: string): string | undefined => ids[documentName(text) ?? '']

/** Requests to the API of this origin, in the reader's language and working scope. */
export const apiRequest = (reader: Reader, scope?: ChosenScope): Request =>
  createRequest({
    endpoint: '/graphql',
    locale: () => reader.locale,
    scope: () => scope?.id,
    documentId,
    onSignedOut: toSignIn,
  })

/** The streams of this origin; one socket for all. */
export const apiStreams = (reader: Reader, scope: ChosenScope, onRightsChanged: () => void): LiveConnection =>
  new LiveConnection({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    locale: () => reader.locale,
    scope: () => scope.id,
    documentId,
    onRightsChanged,
  })
