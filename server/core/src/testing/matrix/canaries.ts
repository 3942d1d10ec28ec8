import type { Reach } from '../../graphql/context.ts'

/** A text that must not reach whoever does not reach what it belongs to. */
export type Canary = {
  readonly text: string
  /** What it is and where, for the message of a failing test. */
  readonly of: string
  readonly isFor: (reach: Reach) => boolean
  /** Requests name it, so that a log of requests may. */
  readonly isAskedFor?: boolean
}

/** What a text looks like once the base64 in it, as in cursors and ids, is read. */
export function unveiled(text: string): string {
  const words = text.match(/[\w+/-]{12,}={0,2}/gu) ?? []
  return [text, ...words.map((word) => Buffer.from(word, 'base64').toString('latin1'))].join('\n')
}

/** The canaries in an answer that the reader must not see; those that stand in the request itself say nothing. */
export function strayCanaries(
  answer: string,
  {
    reach,
    request,
    canaries,
  }: { readonly reach: Reach; readonly request: string; readonly canaries: readonly Canary[] },
): readonly string[] {
  const all = unveiled(answer)
  return canaries
    .filter(({ text, isFor }) => all.includes(text) && !isFor(reach) && !request.includes(text))
    .map(({ of, text }) => `${of} (${text})`)
}
