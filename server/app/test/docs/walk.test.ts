import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnyPlugin } from '@zhikong/core'
import { checkPlugin } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, codeBlocks, readPage } from './code-blocks.ts'

let folder: string

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'zk-walk-')))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('whoever follows the guide has a plugin that passes', async () => {
  const page = 'docs/guide/plugin.md'
  const walk = codeBlocks(page, readPage(page)).find(({ words }) => 'walk' in words)
  const example = join(checkout, 'plugins/example')
  cpSync(example, join(folder, 'plugins/example'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  })
  execFileSync('bash', ['-euo', 'pipefail', '-c', walk?.text ?? ''], { cwd: folder })
  const parks = join(folder, 'plugins/parks')
  symlinkSync(join(example, 'node_modules'), join(parks, 'node_modules'))

  const index = (await import(/* @vite-ignore */ join(parks, 'src/index.ts'))) as { readonly parks: AnyPlugin }
  expect(index.parks.name).toBe('parks')
  expect(Object.keys(index.parks.permissions)).toEqual(['parks.read', 'parks.record'])
  expect(await checkPlugin(index.parks, parks)).toEqual([])
})
