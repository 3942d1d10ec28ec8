import { fileURLToPath } from 'node:url'
import { dirname, join, relative } from 'node:path'
import type { Frame } from './cpu-profile.ts'

const checkout = join(import.meta.dirname, '..', '..')

/** What V8 tells of time in which no function ran. */
const WITHOUT_FUNCTION: ReadonlyMap<string, string> = new Map([
  ['(idle)', 'idle'],
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'outside JavaScript'],
])

/** Where a function belongs: a folder of ours, a package, a module of Node, or V8 itself. */
export const roomOf = ({ functionName, url }: Frame): string => {
  const without = WITHOUT_FUNCTION.get(functionName)
  if (without !== undefined) return without
  if (url.startsWith('node:')) return url.replace(/^(node:(?:internal\/)?[^/]+).*$/u, '$1')
  const path = url.startsWith('file:') ? fileURLToPath(url) : url
  const packaged = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(path)?.[1]
  if (packaged !== undefined) return `npm ${packaged}`
  if (path.startsWith(checkout)) return dirname(relative(checkout, path)).replace('/src', '')
  return path === '' ? 'V8 and natives' : 'compiled at run time'
}
