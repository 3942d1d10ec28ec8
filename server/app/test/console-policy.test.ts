import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsoleFiles } from '../src/process/console-files.ts'
import { consolePolicy } from '../src/process/console-policy.ts'

const sha = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('the content policy of the console', () => {
  test('allows the script of the build by its hash and no other', () => {
    const policy = consolePolicy('<script src="/look.js"></script><script>start()</script>')
    expect(policy).toContain(`script-src 'self' ${sha('start()')};`)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/u)
  })
})

describe('the files of the console', () => {
  let folder = ''
  const server = createServer((request, response) => {
    if (!files(request, response)) response.writeHead(404).end()
  })
  let files: ReturnType<typeof createConsoleFiles> = () => false
  let url = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zk-console-'))
    mkdirSync(join(folder, '_app'))
    writeFileSync(join(folder, 'index.html'), '<script>start()</script>')
    writeFileSync(join(folder, '_app', 'a.js'), 'export {}')
    files = createConsoleFiles(folder)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  })

  test.each(['/', '/_app/a.js', '/r/430000000000', '/%00', '/..%2f..%2fetc/passwd', '/%ff'])(
    'answer %s with the headers of security',
    async (path) => {
      const response = await fetch(url + path)
      expect(response.status).toBeLessThan(500)
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(await response.text()).not.toContain('root:')
    },
  )

  test('that have not changed are answered with the same policy, which a browser takes instead of the first', async () => {
    const first = await fetch(url)
    const etag = first.headers.get('etag') ?? ''
    const again = await fetch(url, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'))
  })
})
