import type { IconName, MessageKey } from '@zhikong/ui'

type AdministrationPage = {
  readonly path: string
  readonly key: MessageKey
  readonly icon: IconName
  /** Any of these opens it. */
  readonly permissions: readonly string[]
}

const pages: readonly AdministrationPage[] = [
  { path: '/admin/people', key: 'people.title', icon: 'people', permissions: ['core.manage-people', 'core.authorise'] },
  { path: '/admin/roles', key: 'roles.title', icon: 'roles', permissions: ['core.manage-people', 'core.authorise'] },
  { path: '/admin/keys', key: 'keys.title', icon: 'key', permissions: ['core.issue-keys'] },
  { path: '/admin/rules', key: 'rules.title', icon: 'clock', permissions: ['core.read', 'core.administer'] },
  { path: '/admin/calendars', key: 'calendar.title', icon: 'calendar', permissions: ['core.read', 'core.administer'] },
  { path: '/admin/silences', key: 'silence.title', icon: 'silence', permissions: ['core.read'] },
  { path: '/admin/webhooks', key: 'webhook.title', icon: 'push', permissions: ['core.issue-keys'] },
  { path: '/admin/audit', key: 'audit.title', icon: 'log', permissions: ['core.audit'] },
]

/** The pages of administration that somebody may open. */
export const administrationPages = (held: readonly string[]): readonly AdministrationPage[] =>
  pages.filter(({ permissions }) => permissions.some((name) => held.includes(name)))
