import type { ExecutionResult } from 'graphql'
import { STATUS_WITHOUT_DATA, WRONG_REQUEST } from '../answer-status.ts'
import type { ErrorCode } from '../messages.ts'
import type { MediaType } from './media-type.ts'

/** The status of HTTP of an answer, as GraphQL over HTTP has it: what has data is 200, whatever failed in it. */
export function statusOfAnswer({ data, errors = [] }: ExecutionResult, mediaType: MediaType): number {
  if (data !== undefined) return 200
  const usual = mediaType === 'application/json' ? 200 : WRONG_REQUEST
  const statuses = errors.map(({ extensions: { code } }) => STATUS_WITHOUT_DATA[code as ErrorCode] ?? usual)
  return Math.max(200, ...statuses)
}
