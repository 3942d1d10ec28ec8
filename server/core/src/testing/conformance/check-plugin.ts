import type { AnyPlugin } from '../../plugin.ts'
import { createTestDatabase } from '../database.ts'
import { CHECKS } from './checks.ts'
import { readPackage } from './package-files.ts'

/** All faults of a plugin whose package lies in a folder: the conformance test as a function. */
export async function checkPlugin(plugin: AnyPlugin, folder: string): Promise<readonly string[]> {
  const files = await readPackage(folder)
  const coreAlone = await createTestDatabase()
  const withPlugin = await createTestDatabase({ plugins: [plugin] })
  try {
    const subject = { plugin, files, coreAlone: coreAlone.database, withPlugin: withPlugin.database }
    const faults: string[] = []
    for (const check of CHECKS) faults.push(...(await check.faults(subject)))
    return faults
  } finally {
    await withPlugin.close()
    await coreAlone.close()
  }
}
