import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyPlugin } from '../plugin.ts'
import { CHECKS, type Subject } from './conformance/checks.ts'
import { readPackage } from './conformance/package-files.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

/**
 * The conformance test that every plugin passes; call it in `test/plugin.test.ts` of the package, alone on its line.
 * @example describePlugin(example)
 */
export function describePlugin(plugin: AnyPlugin): void {
  describe(`plugin ${plugin.name}`, () => {
    const databases: TestDatabase[] = []
    let subject: Subject

    beforeAll(async () => {
      const { testPath } = expect.getState()
      if (testPath === undefined) throw new Error('The test runner did not say which file it runs.')
      const files = await readPackage(join(dirname(testPath), '..'))
      const [coreAlone, withPlugin] = [await createTestDatabase(), await createTestDatabase({ plugins: [plugin] })]
      databases.push(coreAlone, withPlugin)
      subject = { plugin, files, coreAlone: coreAlone.database, withPlugin: withPlugin.database }
    })
    afterAll(async () => {
      for (const database of databases) await database.close()
    })

    test.each(CHECKS)('$title', async ({ faults }) => {
      expect(await faults(subject)).toEqual([])
    })
  })
}
