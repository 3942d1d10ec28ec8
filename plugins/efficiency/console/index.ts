import { definePage, definePluginConsole } from '@zhikong/ui'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh-CN.json' with { type: 'json' }

/** The efficiency of a region, seen by organisation, channel and day (clause 6.4). */
export const console = definePluginConsole({
  plugin: 'efficiency',
  title: { 'zh-CN': '服务效率', en: 'Efficiency' },
  clause: '6.4',
  icon: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.500V8l2.500 1.500',
  home: (code) => `/p/efficiency/${code}`,
  messages: { 'zh-CN': zh, en },
  pages: [
    definePage({
      path: '[code]',
      title: { 'zh-CN': '服务效率', en: 'Efficiency' },
      permission: 'efficiency.read',
      component: () => import('./analysis.svelte'),
    }),
    definePage({
      path: '[code]/accountability',
      title: { 'zh-CN': '追责问责', en: 'Accountability' },
      permission: 'efficiency.read',
      component: () => import('./accountability.svelte'),
    }),
    definePage({
      path: '[code]/accountability/[id]',
      title: { 'zh-CN': '问责记录', en: 'Record of accountability' },
      permission: 'efficiency.read',
      component: () => import('./accountability-record.svelte'),
    }),
    definePage({
      path: '[code]/accountability/cards/[case]/[card]',
      title: { 'zh-CN': '立案追责', en: 'Hold to account' },
      permission: 'efficiency.hold',
      component: () => import('./accountability-card.svelte'),
    }),
    definePage({
      path: '[code]/reports',
      title: { 'zh-CN': '效率分析报告', en: 'Reports on efficiency' },
      permission: 'efficiency.read',
      component: () => import('./reports.svelte'),
    }),
    definePage({
      path: '[code]/reports/[id]',
      title: { 'zh-CN': '效率分析报告', en: 'Report on efficiency' },
      permission: 'efficiency.read',
      component: () => import('./report.svelte'),
    }),
  ],
  cardLinks: [
    {
      title: { 'zh-CN': '立案追责', en: 'Hold to account' },
      permission: 'efficiency.hold',
      fits: ({ level, state }) => level !== 'WARNING' && state !== 'TO_CONFIRM' && state !== 'REVOKED',
      href: ({ code, caseId, id }) => `/p/efficiency/${code}/accountability/cards/${caseId}/${id}`,
    },
  ],
})
