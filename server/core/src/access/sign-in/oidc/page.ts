import type { ServerResponse } from 'node:http'
import { API_CONTENT_POLICY } from '../../../graphql/security-headers.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replaceAll(/[&<>"']/gu, (letter) => ESCAPES[letter] ?? letter)

/** A page of one sentence and one link; no script, no style, nothing loaded. With `at once` it follows the link itself. */
export function sendPage(
  response: ServerResponse,
  status: number,
  page: { readonly sentence: string; readonly link: string; readonly href: string; readonly atOnce?: boolean },
): void {
  if (response.headersSent || response.destroyed) return
  const href = escaped(page.href)
  const refresh = page.atOnce === true ? `<meta http-equiv="refresh" content="0; url=${href}">` : ''
  const body = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}
<title>Zhikong</title><p>${escaped(page.sentence)}<p><a href="${href}">${escaped(page.link)}</a>\n`
  response.setHeader('content-security-policy', API_CONTENT_POLICY)
  response.setHeader('cache-control', 'no-store')
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
  response.end(body)
}
