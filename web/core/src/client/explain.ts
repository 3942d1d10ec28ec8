import type { MessageKey } from '../messages/translate.ts'
import type { ApiError } from './api-error.ts'

/** A failure in a sentence for people; what the API says itself where it can say it best. */
export function explain(error: ApiError, t: (key: MessageKey) => string): string {
  if (error.code === 'SILENT') return t('error.silent')
  if (error.code === 'UNREACHABLE') return t('error.unreachable')
  return error.code === 'INTERNAL' || error.code === 'UNAVAILABLE' ? t('error.server') : error.message
}
