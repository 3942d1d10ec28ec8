import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { declare, prepareData, readConfig, StartRefused } from '@zhikong/core'
import type { Database } from '@zhikong/core'
import { createTestDatabase } from '@zhikong/core/testing'
import type { TestDatabase } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { UsageError } from '../src/cli/command.ts'
import { importRegisters } from '../src/cli/import-registers.ts'

let base: TestDatabase
let folder: string

beforeAll(async () => {
  base = await createTestDatabase({ seed: { name: 'prepared', fill: prepareData } })
  folder = await mkdtemp(join(tmpdir(), 'zk-import-'))
})
afterAll(async () => {
  await base.close()
  await rm(folder, { recursive: true })
})

async function run(args: readonly string[], signal = new AbortController().signal, database = base.database) {
  const [printed, told]: [string[], string[]] = [[], []]
  const code = await importRegisters(args, {
    config: readConfig({ DEMO: '0' }, '/nowhere'),
    declarations: declare([]),
    database: async () => database,
    print: (line) => void printed.push(line),
    tell: (line) => void told.push(line),
    signal,
  })
  return { code, printed, told }
}

const file = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const hallCodes = () =>
  base.database.withScope({ mode: 'engine' }, async (trx) =>
    (await trx.selectFrom('core.hall').select('code').orderBy('code').execute()).map((hall) => hall.code),
  )

test('a dry run writes nothing, an import all, and a second one nothing new', async () => {
  const path = await file('halls.csv', 'code,name,region\nA,示例大厅甲,430102\nB,示例大厅乙,4301\n')
  expect(await run(['halls', path, '--dry-run'])).toMatchObject({
    code: 0,
    printed: ['2 rows: 2 new, 0 changed, 0 unchanged (dry run)'],
  })
  expect(await hallCodes()).toEqual([])
  expect((await run(['halls', path])).printed).toEqual(['2 rows: 2 new, 0 changed, 0 unchanged'])
  expect((await run(['halls', path])).printed).toEqual(['2 rows: 0 new, 0 changed, 2 unchanged'])
  expect(await hallCodes()).toEqual(['A', 'B'])
})

test('errors are a table of rows and columns, exit 1, and nothing is loaded', async () => {
  const path = await file('bad.csv', 'code,name,region\nC,示例大厅丙,430102\nD,,999999\n')
  const { code, printed, told } = await run(['halls', path])
  expect(code).toBe(1)
  expect(printed).toEqual([])
  expect(
    told.slice(1).map((line) =>
      line
        .trim()
        .split(/\s{2,}/u)
        .slice(0, 3),
    ),
  ).toEqual([
    ['row', 'column', 'code'],
    ['3', 'name', 'INVALID_INPUT'],
    ['3', 'region', 'UNKNOWN_REGION'],
    ['Nothing was imported: 2 errors in 2 rows.'],
  ])
  expect(await hallCodes()).toEqual(['A', 'B'])
})

test('writes an empty file of a register, and over none that is there', async () => {
  expect((await run(['windows', '--template'])).printed).toEqual(['hall,code,name,kind,valid_from,valid_to'])
  const path = join(folder, 'windows.csv')
  expect((await run(['windows', path, '--template'])).code).toBe(0)
  expect(await readFile(path, 'utf8')).toBe('\ufeffhall,code,name,kind,valid_from,valid_to\r\n')
  await expect(run(['windows', path, '--template'])).rejects.toThrow(/exists already/)
  expect((await run(['windows', path])).printed).toEqual(['0 rows: 0 new, 0 changed, 0 unchanged'])
})

test('says what is missing or wrong in the arguments', async () => {
  await expect(run([])).rejects.toThrow(UsageError)
  await expect(run(['rooms', 'x.csv'])).rejects.toThrow(/regions, organisations, halls/)
  await expect(run(['halls'])).rejects.toThrow(/which file/)
  await expect(run(['halls', join(folder, 'none.csv')])).rejects.toThrow(/does not exist/)
  await expect(run(['halls', folder])).rejects.toThrow(StartRefused)
  await expect(run(['halls', '--colour'])).rejects.toThrow(TypeError)
})

test('Ctrl-C while rows are written leaves nothing behind', async () => {
  const stopping = new AbortController()
  const rows = Array.from({ length: 50 }, (_, at) => `S${at},示例大厅,43`)
  const path = await file('many.csv', `code,name,region\n${rows.join('\n')}\n`)
  let administrations = 0
  const stoppedInside: Database = {
    ...base.database,
    withScope: (scope, work) => {
      administrations += scope.mode === 'administration' ? 1 : 0
      if (administrations === 2) stopping.abort() // the first prepares the data
      return base.database.withScope(scope, work)
    },
  }
  await expect(run(['halls', path], stopping.signal, stoppedInside)).rejects.toThrow(/Stopped/)
  expect(administrations).toBe(2)
  expect(await hallCodes()).toEqual(['A', 'B'])
})
