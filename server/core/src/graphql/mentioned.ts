import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql'

const known = new WeakMap<FieldNode, ReadonlySet<string>>()

/**
 * The names of all fields below the one that is resolved, however deep and whether or not a directive skips them: what is
 * likely to be asked for, so that it can be read ahead. Only a hint: what is not read ahead is read when it is asked for.
 */
export function mentionedIn({ fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>) {
  const [first] = fieldNodes
  const before = first === undefined ? undefined : known.get(first)
  if (before !== undefined) return before
  const names = new Set<string>()
  const open = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  const spread = new Set<SelectionSetNode>()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (spread.has(next)) continue
    spread.add(next)
    for (const selection of next.selections) {
      if (selection.kind === 'Field') names.add(selection.name.value)
      const within = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection
      if (within?.selectionSet !== undefined) open.push(within.selectionSet)
    }
  }
  if (first !== undefined) known.set(first, names)
  return names
}
