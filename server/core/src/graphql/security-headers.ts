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

/** What the API answers is never a page: nothing in it may load or run. */
export const API_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** Sets the headers that every answer has. */
export function setSecurityHeaders(response: ServerResponse, contentPolicy?: string): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
  if (contentPolicy !== undefined) response.setHeader('content-security-policy', contentPolicy)
}
