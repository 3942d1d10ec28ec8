import { LIMITS } from '@zhikong/core'
import { expect, test } from 'vitest'
import { readPage } from './code-blocks.ts'

test('the guide prints the table of limits that the server holds to', () => {
  const told = [...readPage('docs/guide/api.md').matchAll(/^\| `(\w+)` +\| +(\d+) \|/gmu)]
  expect(Object.fromEntries(told.map(([, name, most]) => [name, Number(most)]))).toEqual(LIMITS)
})
