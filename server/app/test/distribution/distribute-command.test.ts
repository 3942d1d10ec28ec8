import { declare, readConfig } from '@zhikong/core'
import { createTestDatabase, seemCitus } from '@zhikong/core/testing'
import type { TestDatabase } from '@zhikong/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { distribute } from '../../src/cli/distribute.ts'
import { plugins } from '../../src/plugins.ts'

let plain: TestDatabase
let seeming: TestDatabase
beforeAll(async () => {
  plain = await createTestDatabase({ plugins })
  seeming = await createTestDatabase({ plugins })
  await seemCitus(seeming.owner)
})
afterAll(async () => {
  await plain.close()
  await seeming.close()
})

async function run({ database }: TestDatabase, ...args: string[]) {
  const [printed, told]: [string[], string[]] = [[], []]
  const code = await distribute.run(args, {
    config: readConfig({ DEMO: '0' }, '/nowhere'),
    declarations: declare(plugins),
    database: async () => database,
    print: (line) => void printed.push(line),
    tell: (line) => void told.push(line),
    signal: new AbortController().signal,
  })
  return { code, printed, told: told.join('\n') }
}

const placed = async (): Promise<readonly string[]> => {
  const { rows } = await seeming.database.withOwner((db) =>
    sql<{ name: string }>`select logicalrelid::text as name from pg_dist_partition`.execute(db),
  )
  return rows.map(({ name }) => name)
}

test.each([[[]], [['--dry-run']]])(
  'without the extension it ends with 1 and says what is missing: %j',
  async (args) => {
    const { code, printed, told } = await run(plain, ...args)
    expect({ code, printed }).toEqual({ code: 1, printed: [] })
    expect(told).toContain('create extension citus')
    expect(told).toContain('Nothing was changed.')
  },
)

test('a dry run prints the statements for core and every plugin, and changes nothing', async () => {
  const { code, printed, told } = await run(seeming, '--dry-run')
  expect(code).toBe(0)
  expect(printed.length).toBeGreaterThan(10)
  expect(printed.filter((line) => !/^(select|alter) .*;$/su.test(line))).toEqual([])
  expect(told).toContain(`${printed.length} statements; 0 tables lie where they are to. Nothing was changed.`)
  expect(await placed()).toEqual([])
})

test('an unknown option is refused', async () => {
  await expect(run(seeming, '--force')).rejects.toThrow(/--force/u)
})

test('while a process serves it ends with 1 and changes nothing', async () => {
  const news = await seeming.database.listen('planted', () => undefined)
  const { code, told } = await run(seeming)
  await news.close()
  expect(code).toBe(1)
  expect(told).toContain('stop it first')
  expect(await placed()).toEqual([])
})

test('what the dry run printed is run, and a second run has nothing to do', async () => {
  const dry = await run(seeming, '--dry-run')
  const first = await run(seeming)
  expect(first).toMatchObject({
    code: 0,
    printed: [`${dry.printed.length} statements ran; the database is distributed.`],
  })
  expect(await placed()).toContain('core."case"')
  const second = await run(seeming)
  expect(second).toMatchObject({ code: 0, printed: ['0 statements ran; the database is distributed.'] })
  const { told } = await run(seeming, '--dry-run')
  expect(told).toContain(`0 statements; ${(await placed()).length} tables lie where they are to.`)
})
