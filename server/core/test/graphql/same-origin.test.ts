import { expect, test } from 'vitest'
import { isForeign } from '../../src/graphql/same-origin.ts'

const HTTPS = new URL('https://zhikong.example')
const HTTP = new URL('http://zhikong.example')
const HOST = 'zhikong.example'

test.each<[string | undefined, string | undefined, URL | undefined, boolean]>([
  [undefined, HOST, HTTPS, false],
  ['https://zhikong.example', HOST, HTTPS, false],
  ['http://zhikong.example', HOST, HTTP, false],
  ['http://zhikong.example', HOST, undefined, false],
  ['https://zhikong.example', HOST, undefined, false],
  ['http://zhikong.example', HOST, HTTPS, true],
  ['https://zhikong.example', HOST, HTTP, true],
  ['https://zhikong.example:8443', HOST, HTTPS, true],
  ['https://other.example', HOST, HTTPS, true],
  ['null', HOST, HTTPS, true],
  ['null', HOST, undefined, true],
  ['null', undefined, undefined, true],
  ['', HOST, undefined, true],
])('a page of %s that asks %s, reached at %s, is foreign: %s', (origin, host, publicUrl, foreign) => {
  expect(isForeign({ headers: { origin, host } }, { publicUrl })).toBe(foreign)
})
