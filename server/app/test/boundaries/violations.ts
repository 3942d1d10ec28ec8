import { posix } from 'node:path'
import {
  fileOfPackage,
  FORBIDDEN_PACKAGES,
  IMPORT_TABLE,
  OF_ANOTHER_PLUGIN,
  placeOf,
  PURE_OF_CORE,
} from './import-table.ts'
import { importsOf, type Import } from './imports-of.ts'

/** Sources by path from the root of the checkout. */
export type Sources = ReadonlyMap<string, string>

/** Every import that the table forbids, and every cycle of contracts; each says where. */
export function violations(sources: Sources): readonly string[] {
  const faults: string[] = []
  const contracts = new Map<string, Set<string>>()
  for (const [path, text] of sources) {
    const from = placeOf(path)
    if (from === undefined) continue
    for (const one of importsOf(path, text)) {
      const target = fileOfPackage(one.specifier) ?? relativeTarget(path, one.specifier)
      const fault = target === undefined ? packageFault(path, one) : fileFault(path, one, target)
      if (fault !== undefined) faults.push(`${path} imports ${one.specifier}: ${fault}`)
      const to = target === undefined ? undefined : placeOf(target)?.plugin
      if (from.plugin !== undefined && to !== undefined && to !== from.plugin) {
        contracts.set(from.plugin, (contracts.get(from.plugin) ?? new Set()).add(to))
      }
    }
  }
  return [...faults, ...cycles(contracts)]
}

function relativeTarget(path: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined
}

function packageFault(path: string, { specifier, typeOnly }: Import): string | undefined {
  const from = placeOf(path)?.place
  if (typeOnly) return undefined
  return FORBIDDEN_PACKAGES.find((rule) => rule.from === from && rule.packages.test(specifier))?.why
}

function fileFault(path: string, { specifier, typeOnly, names }: Import, target: string): string | undefined {
  const from = placeOf(path)
  const to = placeOf(target)
  if (from === undefined) return undefined
  if (to === undefined) return /\/test\/|\/testing\//.test(target) ? 'tests are imported by tests alone' : undefined
  const another = to.plugin !== undefined && from.plugin !== undefined && to.plugin !== from.plugin
  const pure = names.length > 0 && names.every((name) => PURE_OF_CORE.has(name))
  if (from.place === 'plugin rules' && to.place === 'core' && pure) return undefined
  const crosses = folderOf(path) !== folderOf(target)
  if (crosses && specifier.startsWith('.')) return 'another package is imported by its name'
  const allowed = (another ? OF_ANOTHER_PLUGIN : IMPORT_TABLE[from.place])[to.place]
  if (allowed === undefined) return `${from.place} may not import ${another ? 'another ' : ''}${to.place}`
  if (allowed === 'type' && !typeOnly)
    return `${from.place} may import only types of ${another ? 'another ' : ''}${to.place}`
  return undefined
}

/** The package that a file belongs to: the load tests are one. */
function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/')
  return first === 'loadtest' ? first : `${first}/${second}`
}

/** Plugins that lean on each other, directly or by way of others. */
function cycles(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (plugin: string, above: readonly string[]): void => {
    const at = above.indexOf(plugin)
    if (at >= 0) found.push(`plugins form a cycle: ${[...above.slice(at), plugin].join(' → ')}`)
    if (at >= 0 || done.has(plugin)) return
    for (const next of edges.get(plugin) ?? []) visit(next, [...above, plugin])
    done.add(plugin)
  }
  for (const plugin of edges.keys()) visit(plugin, [])
  return found
}
