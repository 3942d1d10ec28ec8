import type { Platform } from '@zhikong/core'
import { saveProgress, type DemoProgress } from './progress.ts'

/** Lets each plugin load its demo records over the cases, once; what is loaded is not asked for again. */
export const loadPluginDemos = async (
  { database, demos }: Pick<Platform, 'database' | 'demos'>,
  { pluginsLoaded }: DemoProgress,
  onProgress: (share: number) => void,
): Promise<void> => {
  const done = pluginsLoaded === '' ? [] : pluginsLoaded.split(',')
  for (const [at, { plugin, load }] of demos.entries()) {
    if (done.includes(plugin)) continue
    await load((share) => onProgress((at + share) / demos.length))
    done.push(plugin)
    await saveProgress(database, { pluginsLoaded: done.join(',') })
  }
  onProgress(1)
}
