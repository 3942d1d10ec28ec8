import { definePage, definePluginConsole } from '@zhikong/ui'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh-CN.json' with { type: 'json' }

const READ = 'improvement.read'

/** Every finding on its way to its repair (clause 7). */
export const console = definePluginConsole({
  plugin: 'improvement',
  title: { 'zh-CN': '质量改进', en: 'Improvement' },
  clause: '7',
  icon: 'M13.500 8A5.500 5.500 0 1 1 11 3.400M11 1v2.500h2.500M5.500 8l2 2 3.500-4',
  home: (code) => `/p/improvement/${code}`,
  messages: { 'zh-CN': zh, en },
  pages: [
    definePage({
      path: '[code]',
      title: { 'zh-CN': '整改看板', en: 'Rectifications' },
      permission: READ,
      component: () => import('./board.svelte'),
    }),
    definePage({
      path: '[code]/rectifications/[id]',
      title: { 'zh-CN': '整改', en: 'Rectification' },
      permission: READ,
      component: () => import('./rectification.svelte'),
    }),
    definePage({
      path: '[code]/rectifications/[id]/order',
      title: { 'zh-CN': '整改交办单', en: 'Hand-over document' },
      permission: READ,
      component: () => import('./order.svelte'),
    }),
    definePage({
      path: '[code]/urges',
      title: { 'zh-CN': '督促', en: 'Urges' },
      permission: READ,
      component: () => import('./urges.svelte'),
    }),
    definePage({
      path: '[code]/monitor',
      title: { 'zh-CN': '评价质量', en: 'Quality of ratings' },
      permission: READ,
      component: () => import('./monitor.svelte'),
    }),
  ],
})
