import type { MessageKey, Reader } from '@zhikong/ui'

/** Groups of actions to narrow the log by; the log is asked for what begins so. */
export const actionGroups = [
  'core.person.',
  'core.role.',
  'core.session.',
  'core.key.',
  'core.client.',
  'core.applicant.',
  'core.audit.',
  'core.alert.',
  'core.cases.',
  'core.register.',
  'core.region.',
  'core.hall.',
  'core.organisation.',
  'core.matter.',
  'core.target.',
  'core.rule-pack.',
  'core.calendar.',
  'core.silence.',
  'core.webhook',
  'core.message-',
] as const

/** An action in words; one of a plugin, which the console does not know, as the log has it. */
export function actionWords(action: string, { t }: Pick<Reader, 't'>): string {
  const key = `action.${action.replace(/^core\./, '')}`
  const words = t(key as MessageKey)
  return words === key ? action : words
}

/** What an entry is about, in words. */
export function subjectWords(type: string, { t }: Pick<Reader, 't'>): string {
  const key = `subject.${type}`
  const words = t(key as MessageKey)
  return words === key ? type : words
}
