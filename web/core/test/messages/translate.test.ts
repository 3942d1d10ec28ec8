import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { coreCatalogues, fill, translate } from '../../src/messages/translate.ts'

const root = join(import.meta.dirname, '../../../..')
const files = await Array.fromAsync(
  glob(['web/core/src/messages/zh-CN.json', 'plugins/*/console/messages/zh-CN.json'], { cwd: root }),
)
const read = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>
const names = (message: string): string[] =>
  [...new Set([...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort()

describe.each(files)('the messages of %s', (path) => {
  const zh = read(path)
  const en = read(join(dirname(path), 'en.json'))
  it('exist in both languages', () => expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort()))
  it('are never empty', () => {
    for (const message of [...Object.values(zh), ...Object.values(en)]) expect(message).not.toBe('')
  })
  it('take no parameter that the other language does not know', () => {
    for (const [key, message] of Object.entries(en))
      expect(names(zh[key] ?? ''), key).toEqual(
        expect.arrayContaining(names(message).filter((name) => name !== 'limit' && name !== 'n')),
      )
  })
  it('keep ASCII commas out of Chinese text', () => {
    for (const [key, message] of Object.entries(zh)) expect(/[\u4e00-\u9fff],/.test(message), key).toBe(false)
  })
})

describe('a message', () => {
  it('is filled', () => expect(fill('共 {n} 条', { n: '1,150' })).toBe('共 1,150 条'))
  it('chooses between one and many', () => {
    expect(fill('{n} case | {n} cases', { n: 1 })).toBe('1 case')
    expect(fill('{n} case | {n} cases', { n: 0 })).toBe('0 cases')
    expect(fill('{n} case | {n} cases', { n: '1,150' })).toBe('1,150 cases')
  })
  it('leaves an unknown parameter visible', () => expect(fill('{who}', {})).toBe('{who}'))
  it('shows its key when it is missing', () =>
    expect(translate(coreCatalogues, 'en', 'no.such.key')).toBe('no.such.key'))
})
