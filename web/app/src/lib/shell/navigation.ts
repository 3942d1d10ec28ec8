import { icons, type PluginConsole, type Reader, type Viewer } from '@zhikong/ui'
import { administrationPages } from '#lib/administration/pages.ts'

export type Entry = {
  readonly href: string
  readonly label: string
  readonly short: string
  readonly icon: string
  readonly note?: string | undefined
  readonly noteTitle?: string | undefined
  readonly current: boolean
  readonly rule?: boolean
}

/** Figures are kept per region: who works in one hall only has none to see. */
export function seesFigures({ permissions, scopes }: Pick<Viewer, 'permissions' | 'scopes'>): boolean {
  return permissions.includes('core.read') && !scopes.some(({ current, hall }) => current && hall !== null)
}

/** Where a reader begins: at the own region, or, without any figures to see, at what there is to do. */
export function homeOf(viewer: Pick<Viewer, 'permissions' | 'region' | 'scopes'>): string {
  const { permissions, region } = viewer
  if (seesFigures(viewer)) return `/r/${region.code}?period=month`
  if (permissions.includes('core.read')) return `/r/${region.code}/alerts`
  return administrationPages(permissions)[0]?.path ?? '/me'
}

type Settings = {
  readonly reader: Reader
  readonly plugins: readonly PluginConsole[]
  readonly viewer: Viewer
  readonly code: string
  readonly path: string
  readonly cards: number | undefined
  readonly to: (path: string) => string
}

/** The entries of the navigation: only what exists and what the reader may open. */
export function entries({ reader, plugins, viewer, code, path, cards, to }: Settings): readonly Entry[] {
  const { t } = reader
  const { permissions } = viewer
  const under = (end: string): boolean => path === `/r/${code}${end}`
  const overview: Entry = {
    href: to(`/r/${code}`),
    label: t('nav.overview'),
    short: t('nav.overview'),
    icon: icons.overview,
    current: under(''),
  }
  const lists: readonly Entry[] = [
    {
      href: to(`/r/${code}/alerts`),
      label: t('nav.alerts'),
      short: t('nav.alertsShort'),
      icon: icons.cards,
      note: cards === undefined ? undefined : cards >= 10_000 ? '10,000+' : cards.toLocaleString('en-US'),
      noteTitle: t('nav.openCards'),
      current: under('/alerts'),
    },
    {
      href: to(`/r/${code}/cases`),
      label: t('nav.cases'),
      short: t('nav.cases'),
      icon: icons.cases,
      current: under('/cases') || path.startsWith('/cases/'),
    },
  ]
  return [
    ...(seesFigures(viewer) ? [overview] : []),
    ...(permissions.includes('core.read') ? lists : []),
    ...plugins
      .filter((plugin) => plugin.pages.some((page) => permissions.includes(page.permission)))
      .map((plugin, at) => ({
        href: to(plugin.home(code)),
        label: plugin.title[reader.locale],
        short: plugin.title[reader.locale],
        icon: plugin.icon,
        note: plugin.clause,
        noteTitle: t('nav.clause'),
        current: path.startsWith(`/p/${plugin.plugin}/`),
        rule: at === 0,
      })),
    ...(permissions.includes('core.reveal')
      ? [
          {
            href: '/look-up',
            label: t('nav.lookUp'),
            short: t('nav.lookUpShort'),
            icon: icons.find,
            current: path === '/look-up',
            rule: true,
          },
        ]
      : []),
    ...administrationPages(permissions).map(({ path: href, key, icon }, at) => ({
      href,
      label: t(key),
      short: t(key),
      icon: icons[icon],
      current: path.startsWith(href),
      rule: at === 0,
    })),
  ]
}
