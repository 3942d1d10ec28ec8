import { Kind, visit, type DocumentNode, type FieldNode } from 'graphql'

const withThem = new WeakMap<FieldNode, FieldNode>()

/**
 * A document whose fields have no arguments, to be compiled: graphql-jit would make literals parts of its code, and a text
 * in them could be made to run.
 */
export function withoutArguments(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.FIELD]: {
      leave: (node) => {
        if (node.arguments === undefined || node.arguments.length === 0) return undefined
        const bare: FieldNode = { ...node, arguments: [] }
        withThem.set(bare, node)
        return bare
      },
    },
  })
}

/** A field of such a document, with its arguments. */
export const withItsArguments = (bare: FieldNode): FieldNode => withThem.get(bare) ?? bare
