import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { createTestDatabase } from '@zhikong/core/testing'
import { expect, test } from 'vitest'
import { plugins } from '../../src/plugins.ts'
import { checkout, codeBlocks, readPage } from './code-blocks.ts'

const page = 'docs/guide/import.md'
const command = 'npx -y pnpm@12 zhikong'

test('the cases of the guide load as it says', async () => {
  const blocks = codeBlocks(page, readPage(page))
  const commands = blocks.find(({ words }) => 'import' in words)?.text ?? ''
  const answer = blocks.find(({ words }) => 'answer' in words)?.text ?? ''
  expect(commands).toContain(command)
  const base = await createTestDatabase({ plugins })
  try {
    const cli = `"${process.execPath}" "${join(checkout, 'server/app/src/cli.ts')}"`
    const printed = execFileSync('bash', ['-euo', 'pipefail', '-c', commands.replaceAll(command, cli)], {
      cwd: checkout,
      env: { ...process.env, DATABASE_URL: base.url, LANG: 'en' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    expect(printed).toContain('Nothing was written (dry run).')
    expect(printed).toContain(answer)
  } finally {
    await base.close()
  }
})
