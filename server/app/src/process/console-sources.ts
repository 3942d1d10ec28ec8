import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

import { checkout } from './folders.ts'

const roots = ['web/app', 'web/core', 'plugins', 'pnpm-lock.yaml', 'server/app/schema.graphql']
const passedOver = new Set(['node_modules', 'build', '.svelte-kit', 'test', 'migrations'])

/** A hash of everything that the console is built from; another hash means that the build is stale. */
export function hashConsoleSources(): string {
  const hash = createHash('sha256')
  for (const root of roots) addTree(hash, join(checkout, root))
  return hash.digest('hex')
}

function addTree(hash: ReturnType<typeof createHash>, path: string): void {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => !passedOver.has(entry.name))
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) addTree(hash, join(path, entry.name))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return
    if (code !== 'ENOTDIR') throw error
    hash.update(relative(checkout, path)).update('\0').update(readFileSync(path)).update('\0')
  }
}
