import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { declare, prepareData, readConfig } from '@zhikong/core'
import { createTestDatabase } from '@zhikong/core/testing'
import type { TestDatabase } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { calendar } from '../src/cli/calendar.ts'

let base: TestDatabase
let folder: string
beforeAll(async () => {
  base = await createTestDatabase({ seed: { name: 'prepared', fill: prepareData } })
  folder = await mkdtemp(join(tmpdir(), 'zk-calendar-'))
})
afterAll(async () => {
  await base.close()
  await rm(folder, { recursive: true })
})

const run = async (...args: string[]) => {
  const [printed, told]: [string[], string[]] = [[], []]
  const code = await calendar.run(args, {
    config: readConfig({ DEMO: '0' }, '/nowhere'),
    declarations: declare([]),
    database: async () => base.database,
    print: (line) => void printed.push(line),
    tell: (line) => void told.push(line),
    signal: new AbortController().signal,
  })
  return { code: code ?? 0, printed, told }
}

const importing = async (text: string, ...more: string[]) => {
  const file = join(folder, 'notice.csv')
  await writeFile(file, text)
  return run('import', file, '--calendar', 'hunan', '--year', '2027', ...more)
}

const GOOD = 'date,kind,name\n2027-02-05,off,春节\n2027-02-07,work,春节\n'
const actions = () =>
  base.database.withScope({ mode: 'engine' }, async (trx) => {
    const rows = await trx.selectFrom('core.auditEntry').select('action').execute()
    return rows.map(({ action }) => action)
  })

test("a year's notice is tried, then imported once, and reaches the calendars below", async () => {
  const tried = await importing(GOOD, '--dry-run')
  expect(tried.printed).toEqual([
    'hunan: 2 days differ from 2027-02-05 on',
    'hunan: deadlines of 0 open cases move',
    'xiangxi: 2 days differ from 2027-02-05 on',
    'xiangxi: deadlines of 0 open cases move',
    '0 cases are derived again',
    '(dry run)',
  ])
  expect((await run('list')).printed[0]).toContain('version 1\tpublished until 2027-01-01')
  expect((await importing(GOOD, '--note', '国办通知')).printed.at(-1)).toBe('Saved as version 2.')
  expect((await importing(GOOD)).printed.at(-1)).toContain('Nothing differs')
  expect(await actions()).toEqual(['core.calendar.imported'])
  expect((await run('list')).printed).toEqual([
    'hunan\t430000000000\tversion 2\tpublished until 2028-01-01\t–',
    'xiangxi\t433100000000\tversion 1\tpublished until 2028-01-01\tinherits hunan',
  ])
  const shown = await run('show', 'xiangxi', '--year', '2027')
  expect(shown.printed.slice(1)).toEqual([
    '2027-02-05\toff\t春节\thunan',
    '2027-02-07\twork 09:00–12:00 13:00–17:00\t春节\thunan',
    '2027-09-20\toff\t州庆\txiangxi',
    '2027-09-21\toff\t州庆\txiangxi',
  ])
  expect((await run('show', 'hunan', '--version', '1', '--year', '2027')).printed.slice(2)).toEqual([])
})

test('rows that cannot be taken are told each, and nothing is imported', async () => {
  const { code, told } = await importing('date,kind,name\n2027-02-30,off,x\n2027-02-05,free,x\n')
  expect(code).toBe(1)
  expect(told).toHaveLength(3)
  expect(told[0]).toMatch(/^row 2, column date: /u)
  expect(told[2]).toBe('Nothing was imported: 2 errors.')
})

test('wrong use is explained', async () => {
  await expect(run('import')).rejects.toThrow('Say which file')
  await expect(run('import', join(folder, 'none.csv'), '--calendar', 'hunan', '--year', '2027')).rejects.toThrow(
    'cannot be read',
  )
  await expect(run('show', 'nowhere')).rejects.toThrow('There is no such calendar')
  await expect(importing('date,kind,name\n2026-01-05,off,x\n', '--year', '2026')).rejects.toThrow('sealed')
})
