import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { collectDocuments } from '../documents/collect.ts'
import { documentName } from '../src/lib/document-name.ts'

const root = join(import.meta.dirname, '../../..')
const documents = await collectDocuments()

describe('the documents that a session may run', () => {
  it('are all that the console writes down anywhere', async () => {
    const names = new Set(documents.map(({ name }) => name))
    const files = await Array.fromAsync(
      glob(['web/{app,core}/src/**/*.{ts,svelte}', 'plugins/efficiency/console/**/*.{ts,svelte}'], { cwd: root }),
    )
    const written = files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/`((?:query|mutation|subscription) \w+)(\$\{)?.*[({]/g)].map(
        ([, name, numbered]) => `${name ?? ''}${numbered === undefined ? '' : '1'}`,
      ),
    )
    expect(written.length).toBeGreaterThan(40)
    expect(written.filter((name) => !names.has(name))).toEqual([])
  })

  it('are found by kind and name, and each id is that of its text', () => {
    expect(new Set(documents.map(({ name }) => name)).size).toBe(documents.length)
    for (const { name, text, id } of documents) {
      expect(documentName(text)).toBe(name)
      expect(id).toBe(createHash('sha256').update(text).digest('hex').slice(0, 32))
    }
  })
})
