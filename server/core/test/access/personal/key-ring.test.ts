import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { keyFileSource, readKeyFile, writeKeyFile } from '../../../src/access/personal/key-file.ts'
import { makeKey, readKeyRing, writeKeyRing } from '../../../src/access/personal/key-ring.ts'
import { followedKeys } from '../../../src/access/personal/keys.ts'
import { keyA, keyB } from './test-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'zhikong-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))
const base64 = Buffer.alloc(32, 1).toString('base64')

describe('a ring of keys', () => {
  test('is read from JSON and from a list alike', () => {
    expect(readKeyRing(writeKeyRing([keyA, keyB]), 'here')).toEqual([keyA, keyB])
    expect(readKeyRing(`a:${base64}, b:${Buffer.alloc(32, 2).toString('base64')}`, 'here')).toEqual([keyA, keyB])
  })

  test.each([
    ['', 'holds no key'],
    [`a:${base64},a:${base64}`, 'names a key twice'],
    ['a:c2hvcnQ=', 'must be 32 bytes in base64'],
    [`a b:${base64}`, 'cannot be used'],
    ['{"keys": []}', 'must be JSON of the form'],
    ['{"keys": [', 'must be JSON of the form'],
  ])('refuses the start for "%s" in one sentence without the key', (text, sentence) => {
    expect(() => readKeyRing(text, 'PERSONAL_KEYS')).toThrow(sentence)
    expect(() => readKeyRing(text, 'PERSONAL_KEYS')).not.toThrow(base64)
  })

  test('makes keys that differ', () => {
    expect(makeKey().secret).not.toEqual(makeKey().secret)
  })
})

describe('a file of keys', () => {
  test('is readable by its owner alone', () => {
    const path = join(folder, 'made', 'keys.json')
    writeKeyFile(path, [keyA])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readKeyFile(path)).toEqual([keyA])
  })

  test('that is not there is no ring', () => {
    expect(readKeyFile(join(folder, 'none.json'))).toBeUndefined()
  })

  test('is followed: a new first key seals within a second and opens at once', () => {
    const path = join(folder, 'followed.json')
    writeKeyFile(path, [keyA])
    let now = 0
    const keys = followedKeys(keyFileSource(path), () => now)
    writeKeyFile(path, [keyB, keyA])
    expect(keys.sealing().id).toBe('a')
    expect(keys.named('b')?.id).toBe('b')
    writeKeyFile(path, [keyA, keyB])
    now = 1_000
    expect(keys.sealing().id).toBe('a')
  })

  test('that was broken or taken away leaves the keys that were read', () => {
    const path = join(folder, 'broken.json')
    writeKeyFile(path, [keyA])
    let now = 0
    const keys = followedKeys(keyFileSource(path), () => now)
    writeFileSync(path, '{')
    now = 2_000
    expect(keys.sealing().id).toBe('a')
    rmSync(path)
    now = 4_000
    expect(keys.sealing().id).toBe('a')
    expect(keys.named('z')).toBeUndefined()
  })
})
