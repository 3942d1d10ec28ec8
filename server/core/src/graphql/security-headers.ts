import type { ServerResponse } from 'node:http'

/** Headers of every answer, the console's pages included. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const

const ALL = Object.entries(SECURITY_HEADERS)

/** What the API answers is never a page: nothing in it may load or run. */
export const API_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** Sets the headers that every answer has; those that stand are not set again. */
export function setSecurityHeaders(response: ServerResponse, contentPolicy?: string): void {
  if (!response.hasHeader('x-content-type-options')) {
    for (const [name, value] of ALL) response.setHeader(name, value)
  }
  if (contentPolicy === undefined || response.getHeader('content-security-policy') === contentPolicy) return
  response.setHeader('content-security-policy', contentPolicy)
}
