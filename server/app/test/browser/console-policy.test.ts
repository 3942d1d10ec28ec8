import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { consolePolicy } from '../../src/process/console-policy.ts'
import { consoleBuild } from '../../src/process/folders.ts'

test('the page that is built needs at most one hash of a script', () => {
  const policy = consolePolicy(readFileSync(join(consoleBuild, 'index.html'), 'utf8'))
  expect(policy.match(/sha256-/gu)?.length ?? 0).toBeLessThanOrEqual(1)
})
