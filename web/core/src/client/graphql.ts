import { ApiError } from './api-error.ts'
import type { Query } from './query.ts'

export type Request = <Answer, Variables>(
  query: Query<Answer, Variables>,
  variables: Variables,
  signal?: AbortSignal,
) => Promise<Answer>

type Settings = {
  readonly endpoint: string
  readonly locale: () => string
  /** The working scope to ask in; the widest when there is none. */
  readonly scope?: () => string | undefined
  /** The id of a document that the server knows; others are sent as text. */
  readonly documentId?: (text: string) => string | undefined
  /** Called when the session has ended. */
  readonly onSignedOut: () => void
}

type Body = { data?: unknown; errors?: readonly { message: string; extensions?: { code?: string; trace?: string } }[] }

/** A server that has not answered by then is reported as silent; milliseconds. */
const PATIENCE = 20_000

/**
 * A fetch of forty lines instead of a GraphQL client: pages own their data through `resource`, nothing is shared
 * between pages, and so a normalised cache would hold stale figures without saving a request.
 */
export function createRequest(settings: Settings): Request {
  return async <Answer, Variables>(
    query: Query<Answer, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): Promise<Answer> => {
    const timeout = AbortSignal.timeout(PATIENCE)
    const abort = new AbortController()
    for (const each of [timeout, signal])
      each?.addEventListener('abort', () => abort.abort(each.reason), { once: true })
    const id = settings.documentId?.(query.text)
    const scope = settings.scope?.()
    let response: Response
    try {
      response = await fetch(settings.endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          'accept-language': settings.locale(),
          'x-zhikong': '1',
          ...(scope === undefined ? {} : { 'x-zhikong-scope': scope }),
        },
        body: JSON.stringify({ ...(id === undefined ? { query: query.text } : { documentId: id }), variables }),
        signal: abort.signal,
      })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new ApiError(timeout.aborted ? 'SILENT' : 'UNREACHABLE', String(error))
    }
    const trace = response.headers.get('x-request-id')
    const body = (await response.json().catch(() => ({}))) as Body
    const problem = body.errors?.[0]
    if (problem?.extensions?.code === 'UNAUTHENTICATED' || response.status === 401) settings.onSignedOut()
    if (problem)
      throw new ApiError(problem.extensions?.code ?? 'INTERNAL', problem.message, problem.extensions?.trace ?? trace)
    if (!response.ok || body.data === undefined || body.data === null)
      throw new ApiError('UNAVAILABLE', response.statusText, trace)
    return body.data as Answer
  }
}
