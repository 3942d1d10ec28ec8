import { definePage, definePluginConsole } from '@zhikong/ui'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh-CN.json' with { type: 'json' }

/** Visitors of the halls of a region. */
export const console = definePluginConsole({
  plugin: 'example',
  title: { 'zh-CN': '到访人数', en: 'Visits' },
  clause: '',
  icon: 'M3 14V7l5-4 5 4v7H9.500v-4h-3v4H3Z',
  home: (code) => `/p/example/${code}`,
  messages: { 'zh-CN': zh, en },
  pages: [
    definePage({
      path: '[code]',
      title: { 'zh-CN': '到访人数', en: 'Visits' },
      permission: 'example.read',
      component: () => import('./visits.svelte'),
    }),
  ],
})
