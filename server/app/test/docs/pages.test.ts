import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkout, codeBlocks, pages, readPage } from './code-blocks.ts'

const excerpts = pages
  .flatMap((page) => codeBlocks(page, readPage(page)))
  .flatMap(({ words: { file }, ...block }) => (file === undefined ? [] : [{ ...block, file }]))

describe('the pages for readers', () => {
  test.each(excerpts)('$page:$line quotes $file', ({ file, text }) => {
    expect(readFileSync(join(checkout, file), 'utf8')).toContain(text)
  })

  test.each(pages)('links of %s lead somewhere', (page) => {
    const targets = [...readPage(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target ?? '')
    const missing = targets.filter((target) => !existsSync(join(checkout, dirname(page), target)))
    expect(missing).toEqual([])
  })

  test('the blocks of a page are found with their words', () => {
    const [block] = codeBlocks('x.md', 'One\n\n```js run until=line\nlet a\n```\n')
    expect(block).toEqual({ page: 'x.md', line: 3, language: 'js', words: { run: '', until: 'line' }, text: 'let a\n' })
  })

  test('the settings of the README are those that are read', () => {
    const source = readFileSync(join(checkout, 'server/core/src/operations/setting-names.ts'), 'utf8')
    const [, list = ''] = /settingNames = \[([^\]]+)\]/.exec(source) ?? []
    const read = [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name)
    const told = [...readPage('README.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name)
    expect(told.toSorted()).toEqual(read.toSorted())
  })
})
