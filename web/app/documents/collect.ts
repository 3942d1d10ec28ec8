import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { documentName } from '../src/lib/document-name.ts'
import { AT_ONCE } from '../src/lib/overview/in-groups.ts'

/** A GraphQL document of the console. */
export type ConsoleDocument = {
  /** As a page names it: `query Overview`, `subscription Alerts`. */
  readonly name: string
  readonly text: string
  /** The first 32 characters of the SHA-256 of its text in lower-case hexadecimal, as the server counts it. */
  readonly id: string
}

const app = join(import.meta.dirname, '..')

/** Where the documents stand: the console's own, the streams, and those of the plugins that the console depends on. */
async function files(): Promise<readonly string[]> {
  const { dependencies } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>
  }
  const plugins = Object.keys(dependencies).flatMap((name) => /^@zhikong\/(?!ui$)(.+)$/.exec(name)?.[1] ?? [])
  const patterns = [
    'web/app/src/**/*.query.ts',
    'web/core/src/client/*-query.ts',
    ...plugins.map((plugin) => `plugins/${plugin}/console/**/*.query.ts`),
  ]
  const checkout = join(app, '../..')
  return (await Array.fromAsync(glob(patterns, { cwd: checkout }))).sort().map((file) => join(checkout, file))
}

/** The texts that a module exports: as strings, as queries, and as functions that make one for up to `AT_ONCE` regions. */
function textsIn(module: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(module).flatMap((value) => {
    const made = typeof value === 'function' ? numbers.map((n) => (value as (n: number) => unknown)(n)) : [value]
    return made.flatMap((each) => {
      const text = typeof each === 'object' && each !== null && 'text' in each ? each.text : each
      return typeof text === 'string' && documentName(text) !== undefined ? [text] : []
    })
  })
}
const numbers = Array.from({ length: AT_ONCE }, (_, at) => at + 1)

/** Reads all documents of the console. Throws when two that differ bear one name. */
export async function collectDocuments(): Promise<readonly ConsoleDocument[]> {
  const found = new Map<string, ConsoleDocument>()
  for (const file of await files()) {
    for (const text of textsIn((await import(pathToFileURL(file).href)) as Record<string, unknown>)) {
      const name = documentName(text) ?? ''
      const id = createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32)
      const known = found.get(name)
      if (known !== undefined && known.id !== id) throw new Error(`Two documents of the console are called "${name}".`)
      found.set(name, { name, text, id })
    }
  }
  return [...found.values()]
}
