import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkout, codeBlocks, pages, readPage, type CodeBlock } from './code-blocks.ts'
import { servePlatform, type ServedPlatform } from './served-platform.ts'

const blocks = pages.flatMap((page) => codeBlocks(page, readPage(page))).filter(({ words }) => 'run' in words)
const hasCurl = spawnSync('curl', ['--version']).status === 0

let platform: ServedPlatform
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zk-docs-'))
  symlinkSync(join(checkout, 'server/app/node_modules'), join(folder, 'node_modules'))
  platform = await servePlatform()
})
afterAll(async () => {
  await platform?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a block to its end, or until its output holds what it waits for; cards fall due meanwhile. */
async function run({ language, text, words: { until } }: CodeBlock): Promise<{ output: string; problems: string }> {
  const file = join(folder, language === 'js' ? 'block.mjs' : 'block.sh')
  writeFileSync(file, text)
  const [program, ...args] = language === 'js' ? [process.execPath, file] : ['bash', '-euo', 'pipefail', file]
  const child = spawn(program, args, { cwd: folder, env: platform.environment, detached: true })
  let output = ''
  let problems = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const late = AbortSignal.timeout(30_000)
  while (child.exitCode === null && child.signalCode === null && !late.aborted) {
    if (until !== undefined && output.includes(until)) break
    if (until !== undefined) await platform.raiseCard()
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 250))])
  }
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  await ended
  return { output, problems }
}

describe('blocks of the pages that say they run', () => {
  test('are some', () => expect(blocks.length).toBeGreaterThanOrEqual(4))

  test.each(blocks)('$page:$line', async (block) => {
    if (block.language === 'sh' && !hasCurl) return
    const { output, problems } = await run(block)
    expect(problems).toBe('')
    expect(output).not.toBe('')
    expect(output).not.toContain('"errors"')
    if (block.words['until'] !== undefined) expect(output).toContain(block.words['until'])
  })
})
