import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller } from '../../graphql/caller.ts'
import { fault, faultIn, type Fault } from '../../graphql/fault.ts'
import type { ErrorCode } from '../../graphql/messages.ts'
import type { Present } from '../../graphql/present.ts'
import { Refusal, sendJson } from '../../graphql/refusal.ts'
import { sendPage } from './oidc/page.ts'

const STATUS: Partial<Record<ErrorCode, number>> = {
  SIGN_IN_FAILED: 401,
  SECOND_FACTOR_REQUIRED: 401,
  IDENTITY_NOT_CONFIRMED: 401,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  UNAVAILABLE: 503,
  INTERNAL: 500,
}

/** Any failure as a refusal; what is unexpected is presented, and logged, like every other error. */
function asRefusal(error: unknown, caller: Caller, present: Present): Refusal {
  if (error instanceof Refusal) return error
  const known = faultIn(error) ?? unexpected(error, caller, present)
  return new Refusal(STATUS[known.code] ?? 400, known)
}

function unexpected(error: unknown, caller: Caller, present: Present): Fault {
  const [told] = present([error], caller)
  const code = told?.extensions['code'] === 'UNAVAILABLE' ? 'UNAVAILABLE' : 'INTERNAL'
  return fault(code, { trace: caller.requestId })
}

/** Answers `{ code, message }`. */
export function sendFailure(response: ServerResponse, error: unknown, caller: Caller, present: Present): void {
  const { status, fault: known, headers } = asRefusal(error, caller, present)
  sendJson(response, status, { code: known.code, message: known.say(caller.language) }, headers)
}

/** The same as a page, for who came by a link; programs that ask for JSON get JSON. */
export function sendFailurePage(
  request: IncomingMessage,
  response: ServerResponse,
  { error, caller, present }: { readonly error: unknown; readonly caller: Caller; readonly present: Present },
): void {
  if (request.headers.accept?.includes('application/json') === true) {
    return sendFailure(response, error, caller, present)
  }
  const { status, fault: known } = asRefusal(error, caller, present)
  const link = caller.language === 'en' ? 'Back to sign-in' : '返回登录页'
  sendPage(response, status, { sentence: known.say(caller.language), link, href: '/sign-in' })
}
