const HERE = 'http://here.invalid'
const LONGEST = 1_000

/**
 * Where to go on after the return from the provider: a path of this console, whatever was asked for. Another site, its
 * disguises (`//evil`, `/\evil`, `/<tab>/evil`) and the routes of sign-in themselves become the front page.
 */
export function localPath(wanted: string | null): string {
  if (wanted === null || !/^\/[\x21-\x7e]*$/u.test(wanted) || wanted.includes('\\') || wanted.length > LONGEST)
    return '/'
  const url = URL.parse(wanted, HERE)
  if (url === null || url.origin !== HERE || url.pathname.startsWith('//')) return '/'
  if (/^\/(?:auth|graphql)(?:\/|$)/u.test(url.pathname)) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
