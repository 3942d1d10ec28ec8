import type { RunningApi } from '../running-api.ts'

type Answering = Pick<RunningApi, 'post'>

/** A request as a client sends it: what becomes JSON, or the text as it is, and headers. */
export type Asked = { readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }

/** What a client sees of an answer; traces are the same everywhere. */
export type Seen = { readonly status: number; readonly type: string | null; readonly body: string }

export type Difference = { readonly specified: Seen; readonly fast: Seen }

/** How often a document is asked for until it runs as code. */
const SIGHTS = 3

async function seenOf(api: Answering, { body, headers = {} }: Asked): Promise<Seen> {
  const answer = await api.post(body, headers)
  const trace = answer.headers.get('x-request-id') ?? 'none'
  const text = await answer.text()
  return { status: answer.status, type: answer.headers.get('content-type'), body: text.replaceAll(trace, 'TRACE') }
}

/** What the fast path answers otherwise than the specification server, first and later, when a document is code. */
export async function differences(specified: Answering, fast: Answering, asked: Asked): Promise<readonly Difference[]> {
  const wanted = await seenOf(specified, asked)
  const found: Difference[] = []
  for (let sight = 0; sight < SIGHTS; sight += 1) {
    const seen = await seenOf(fast, asked)
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) found.push({ specified: wanted, fast: seen })
  }
  return found
}
