import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CLAUSES, declare, fulfilments, wantingOf } from '@zhikong/core'
import { describe, expect, it } from 'vitest'
import { clauses } from '../src/cli/clauses.ts'
import { clausesIn, testsByClause } from '../src/cli/tests-by-clause.ts'
import { plugins } from '../src/plugins.ts'
import { checkout } from '../src/process/folders.ts'

const rows = fulfilments(declare(plugins).plugins)
const claimed = rows.filter(({ holders }) => holders.length > 0)

const pageExists = async (page: string): Promise<boolean> => {
  const [, plugin, path] = /^\/p\/([a-z]+)\/(.+)$/.exec(page) ?? []
  if (plugin === undefined) return existsSync(join(checkout, 'web/app/src/routes/(shell)', page, '+page.svelte'))
  const files = ['index.ts', 'entry/pages.ts', 'guides/pages.ts', 'process/pages.ts']
  const read = (file: string) => readFile(join(checkout, 'plugins', plugin, 'console', file), 'utf8').catch(() => '')
  return (await Promise.all(files.map(read))).some((text) => text.includes(`path: '${path}'`))
}

describe('what fulfils the standard', () => {
  it('is whole for every clause that anybody claims', async () => {
    const tests = await testsByClause(checkout)
    const wanting = claimed.map((row) => [row.clause, ...wantingOf(row, tests.get(row.clause) ?? [])].join(' '))
    expect(wanting).toEqual(claimed.map(({ clause }) => clause))
  })

  it('names root fields that are in the schema, and pages that are in the console', async () => {
    const schema = await readFile(join(checkout, 'server/app/schema.graphql'), 'utf8')
    for (const { clause, fields, pages } of claimed) {
      for (const field of fields) expect(schema, `${clause} ${field}`).toMatch(new RegExp(`^  ${field}[(:]`, 'mu'))
      for (const page of pages) expect(await pageExists(page), `${clause} ${page}`).toBe(true)
    }
  })

  it('is asked of all 46 clauses, and tells which columns are empty', () => {
    expect(rows.map(({ clause }) => clause)).toEqual(Object.keys(CLAUSES))
    expect(rows).toHaveLength(46)
    const empty = { name: 'empty', title: { 'zh-CN': '空', en: 'Empty' }, clauses: ['4-a'], permissions: {} } as const
    const [row] = fulfilments([empty])
    expect(row && wantingOf(row, [])).toEqual(['indicators', 'alerts', 'API', 'page', 'tests'])
  })

  it('is printed clause by clause, and fails while one is wanting', async () => {
    const lines: string[] = []
    const context = { declarations: declare([]), print: (line: string) => void lines.push(line) }
    expect(await clauses.run([], context as never)).toBe(1)
    expect(lines).toContain('6.4-a  T  –')
    expect(lines.at(-1)).toMatch(/^\d+ of 46 clauses$/)
  })

  it('is found in tests by whole ids', () => {
    expect(clausesIn("describe('6.1-a and 16.1-b, 6.1-cx, v6.3-d, 7-a: x')")).toEqual(['6.1-a', '7-a'])
  })
})
