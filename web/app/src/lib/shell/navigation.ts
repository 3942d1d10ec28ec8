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
  const seesSurveys = ['surveys.read', 'surveys.visit'].some((name) => permissions.includes(name))
  const surveys: Entry = {
    href: to(`/r/${code}/surveys${seesSurveys ? '' : '/results'}`),
    label: t('nav.surveys'),
    short: t('nav.surveysShort'),
    icon: icons.text,
    note: '6.1-h',
    noteTitle: t('nav.clause'),
    current: path.startsWith(`/r/${code}/surveys`) || path.startsWith('/surveys/'),
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
  const findings: Entry = {
    href: to(`/r/${code}/findings`),
    label: t('nav.findings'),
    short: t('nav.findingsShort'),
    icon: icons.find,
    note: '7-a',
    noteTitle: t('nav.clause'),
    current: under('/findings') || path.startsWith('/findings/'),
  }
  const inspections: Entry = {
    href: to(`/r/${code}/inspections`),
    label: t('nav.inspections'),
    short: t('nav.inspections'),
    icon: icons.find,
    current: under('/inspections') || path.startsWith('/inspections/') || path.startsWith('/checks'),
  }
  const complaints: Entry = {
    href: to(`/r/${code}/complaints`),
    label: t('nav.complaints'),
    short: t('nav.complaints'),
    icon: icons.text,
    note: '6.3-k',
    noteTitle: t('nav.clause'),
    current: path.startsWith(`/r/${code}/complaints`) || path.startsWith('/complaints/'),
  }
  const management: Entry = {
    href: to(`/r/${code}/management`),
    label: t('nav.management'),
    short: t('nav.managementShort'),
    icon: icons.people,
    note: '4-a',
    noteTitle: t('nav.clause'),
    current: under('/management') || under('/control') || under('/score') || under('/targets'),
  }
  return [
    ...(seesFigures(viewer) ? [overview] : []),
    ...(permissions.includes('core.read') ? lists : []),
    ...(permissions.includes('core.read') && permissions.includes('findings.read') ? [findings] : []),
    ...(permissions.includes('inspections.read') ? [inspections] : []),
    ...(permissions.includes('complaints.read') ? [complaints] : []),
    ...(seesSurveys || permissions.includes('surveys.results') ? [surveys] : []),
    ...(permissions.includes('ratings.read')
      ? [
          {
            href: to(`/r/${code}/ratings`),
            label: t('nav.ratings'),
            short: t('nav.ratings'),
            icon: icons.feedback,
            current: under('/ratings'),
          },
        ]
      : []),
    ...(permissions.includes('halls.read') ? [management] : []),
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
