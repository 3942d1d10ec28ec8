import { createHash } from 'node:crypto'

const SCRIPT = /<script(?<attributes>[^>]*)>(?<text>[\s\S]*?)<\/script>/giu

function* hashesOf(html: string): Generator<string> {
  for (const { groups } of html.matchAll(SCRIPT)) {
    const { attributes = '', text = '' } = groups ?? {}
    if (/\ssrc=/iu.test(attributes)) continue
    yield `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
  }
}

/**
 * The content policy of the console's page. No script runs but files of this origin and the one that the build wrote
 * into the page, known by its hash; styles in attributes are allowed, since the page positions its drawings with them.
 */
export function consolePolicy(html: string): string {
  return [
    "default-src 'none'",
    ['script-src', "'self'", ...hashesOf(html)].join(' '),
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
