import type { Logger, Platform, Shutdown } from '@zhikong/core'

import { ensureDemoAccounts, ensureDemoPeople } from './demo-accounts.ts'
import { loadDemo } from './load-demo.ts'
import { startSimulator } from './simulator.ts'

type Demo = {
  /** How far the data are loaded, 0 to 1. */
  readonly progress: () => number
  readonly accounts: Awaited<ReturnType<typeof ensureDemoAccounts>>
}

type Around = { readonly logger: Logger; readonly shutdown: Shutdown; readonly say: (line: string) => void }

/** Makes the accounts, then loads the data beside the running server and lets the simulator go on from there. */
export const startDemo = async (platform: Platform, { logger, shutdown, say }: Around): Promise<Demo> => {
  const accounts = await ensureDemoAccounts(platform)
  let share = 0
  let told = 0
  const onProgress = (loaded: number): void => {
    share = loaded
    const tenth = Math.floor(loaded * 10)
    if (tenth > told) say(`  Demo data: ${tenth * 10} %`)
    told = Math.max(told, tenth)
  }
  const onError = (error: unknown): void => logger.error({ err: error }, 'the demo failed')
  const running = (async () => {
    const begun = performance.now()
    const demo = await loadDemo(platform, { onProgress, signal: shutdown.signal })
    if (demo === undefined) return undefined
    await ensureDemoPeople(platform)
    say(`  Demo data are complete after ${((performance.now() - begun) / 1_000).toFixed(0)} s; the simulator goes on.`)
    return startSimulator(platform, demo, onError)
  })().catch((error: unknown) => {
    onError(error)
    return undefined
  })
  shutdown.add('demo', async () => (await running)?.stop())
  return { progress: () => share, accounts }
}
