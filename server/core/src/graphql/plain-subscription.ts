import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'

const CONDITIONS: ReadonlySet<string> = new Set(['skip', 'include'])

/**
 * A rule of validation: the one field of a subscription is there without condition (GraphQL, September 2025, 5.2.4.1).
 * Without it `subscription { alerts @skip(if: true) }` is an operation with nothing to follow.
 */
export function plainSubscription(context: ValidationContext): ASTVisitor {
  function hasCondition(set: SelectionSetNode, seen: Set<string>): boolean {
    return set.selections.some((selection) => {
      if (selection.directives?.some(({ name }) => CONDITIONS.has(name.value))) return true
      if (selection.kind === Kind.FIELD) return false
      if (selection.kind === Kind.INLINE_FRAGMENT) return hasCondition(selection.selectionSet, seen)
      const name = selection.name.value
      const fragment = seen.has(name) ? undefined : context.getFragment(name)
      seen.add(name)
      return fragment != null && hasCondition(fragment.selectionSet, seen)
    })
  }
  return {
    OperationDefinition: (node) => {
      if (node.operation !== OperationTypeNode.SUBSCRIPTION || !hasCondition(node.selectionSet, new Set())) return
      const message = 'The field of a subscription cannot have the directives @skip and @include.'
      context.reportError(new GraphQLError(message, { nodes: node }))
    },
  }
}
