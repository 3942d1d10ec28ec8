import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findK6 } from '../../run/find-k6.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-find-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const place = (path: string, says: string): string => {
  const file = join(folder, path, 'k6')
  mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(file, `#!/bin/sh\necho "${says}"\n`)
  chmodSync(file, 0o755)
  return file
}

describe('k6', () => {
  it('is found on the path before where Go puts it', () => {
    place('go/bin', 'k6 v1.2.0 (go1.24)')
    const first = place('bin', 'k6 v1.8.1 (go1.26, linux/amd64)')
    expect(findK6({ PATH: join(folder, 'bin'), GOPATH: join(folder, 'go') })).toEqual({
      path: first,
      version: 'v1.8.1',
    })
  })

  it('is found where Go puts it', () => {
    const path = place('go/bin', 'k6 v1.8.1 (go1.26)')
    expect(findK6({ PATH: join(folder, 'bin'), GOPATH: join(folder, 'go') }).path).toBe(path)
  })

  it('is said to be missing, with how to get it', () => {
    const environment = { PATH: folder, GOPATH: folder, HOME: folder }
    expect(() => findK6(environment)).toThrow(/was found neither .* "go install go\.k6\.io\/k6@v1\.8\.1"/)
  })

  it('is refused when it knows no TypeScript', () => {
    place('bin', 'k6 v0.49.0 (go1.21)')
    expect(() => findK6({ PATH: join(folder, 'bin'), GOPATH: folder })).toThrow('is no k6 of version 1 or later')
  })
})
