import type { Language } from '@zhikong/core'

/** Chinese in a Chinese terminal, else English as the rest of the command line. */
export function readersLanguage(env: NodeJS.ProcessEnv): Language {
  return /^zh/iu.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'zh-CN' : 'en'
}
