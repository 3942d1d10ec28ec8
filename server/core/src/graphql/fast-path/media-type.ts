/** The forms of JSON in which an answer may leave. */
export type MediaType = 'application/json' | 'application/graphql-response+json'

const OURS: readonly MediaType[] = ['application/json', 'application/graphql-response+json']

const fits = (wanted: string, ours: MediaType): boolean => {
  const [kind, form] = wanted.split('/', 2)
  const [ourKind, ourForm] = ours.split('/', 2)
  return (kind === '*' || kind === ourKind) && (form === '*' || form === ourForm)
}

/**
 * In what form of JSON to answer: the first of an `Accept` header that is one of ours; plain JSON when either would do.
 * Null when none is.
 */
export function mediaTypeOf(accept: string): MediaType | null {
  const named = OURS.find((ours) => ours === accept)
  if (named !== undefined) return named
  for (const part of accept.replaceAll(/\s/gu, '').toLowerCase().split(',')) {
    const [wanted = '', ...options] = part.split(';')
    const charset = options.find((option) => option.includes('charset='))
    if (charset !== undefined && charset !== 'charset=utf-8') continue
    const found = OURS.find((ours) => fits(wanted, ours))
    if (found !== undefined) return found
  }
  return null
}
