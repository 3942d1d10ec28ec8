import type { GraphQLSchema } from 'graphql'
import { assertAccessDeclared } from '../../src/graphql/access-declared.ts'
import { createBuilder, type Builder } from '../../src/graphql/builder.ts'
import { fault } from '../../src/graphql/fault.ts'
import { INTAKE } from '../../src/graphql/limits.ts'

type Node = { readonly name: string }

/** A small schema with what the tests need: echoes, a failure, a list that nests, streams. */
export function plantedSchema(extra: (builder: Builder) => void = () => undefined): GraphQLSchema {
  const builder = createBuilder()
  const NodeRef = builder.objectRef<Node>('Node')
  NodeRef.implement({
    access: { open: true },
    description: 'A node.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Its name.' }),
      next: t.field({ type: NodeRef, description: 'The next one.', resolve: () => ({ name: 'next' }) }),
      list: t.field({
        type: [NodeRef],
        description: 'Some.',
        args: { first: t.arg.int({ description: 'How many.' }) },
        resolve: () => [{ name: 'a' }],
      }),
      all: t.field({ type: [NodeRef], description: 'All, in one piece.', resolve: () => [{ name: 'a' }] }),
      long: t.field({
        type: [NodeRef],
        description: 'More than anybody may be answered.',
        resolve: () => Array.from({ length: 1_001 }, () => ({ name: 'a' })),
      }),
    }),
  })
  builder.queryFields((t) => ({
    echo: t.string({
      nullable: true,
      description: 'Says it again.',
      authScopes: { open: true },
      args: { text: t.arg.string({ description: 'What.' }), at: t.arg({ type: 'DateTime', description: 'When.' }) },
      resolve: (_root, { text, at }) => at?.toISOString() ?? text ?? null,
    }),
    count: t.int({
      description: 'How many texts came.',
      authScopes: { open: true },
      args: { texts: t.arg.stringList({ description: 'Texts.' }) },
      resolve: (_root, { texts }) => texts?.length ?? 0,
    }),
    node: t.field({
      type: NodeRef,
      description: 'A node.',
      authScopes: { open: true },
      resolve: () => ({ name: 'node' }),
    }),
    range: t.string({
      description: 'The range of the reader, as the database has it.',
      authScopes: { permission: 'core.read' },
      resolve: async (_root, _args, { principal }) => `${principal?.lo}-${principal?.hi}`,
    }),
    broken: t.string({
      nullable: true,
      description: 'Fails inside.',
      authScopes: { open: true },
      resolve: () => {
        throw new Error('select secret from core.account at /srv/secret/path.ts')
      },
    }),
    missing: t.string({
      nullable: true,
      description: 'Fails as the caller may see.',
      authScopes: { open: true },
      resolve: () => {
        throw fault('NOT_FOUND', { value: '43' }, ['within'])
      },
    }),
    slow: t.string({
      description: 'Takes its time.',
      authScopes: { open: true },
      resolve: () => new Promise<string>((resolve) => setTimeout(() => resolve('done'), 3_000).unref()),
    }),
  }))
  builder.mutationField('take', (t) =>
    t.int({
      description: 'Takes a batch and keeps nothing.',
      audit: { none: 'It keeps nothing.' },
      authScopes: { open: true },
      extensions: INTAKE,
      args: { texts: t.arg.stringList({ required: true, description: 'The batch.' }) },
      resolve: (_root, { texts }) => texts.length,
    }),
  )
  builder.mutationField('touch', (t) =>
    t.boolean({
      description: 'Changes nothing.',
      audit: { none: 'It changes nothing.' },
      authScopes: { signedIn: true },
      resolve: () => true,
    }),
  )
  builder.subscriptionFields((t) => ({
    ticks: t.int({
      description: 'Counts.',
      authScopes: { open: true },
      subscribe: async function* ticks() {
        for (let n = 0; ; n += 1) {
          yield n
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      },
      resolve: (n) => n,
    }),
    guarded: t.int({
      description: 'Counts for those who may.',
      authScopes: { permission: 'core.read' },
      subscribe: async function* guarded() {
        for (let n = 0; ; n += 1) {
          yield n
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      },
      resolve: (n) => n,
    }),
    breaking: t.int({
      description: 'Fails after the first.',
      authScopes: { open: true },
      subscribe: async function* breaking() {
        yield 0
        throw new Error('relation core.secret does not exist')
      },
      resolve: (n) => n,
    }),
  }))
  extra(builder)
  return assertAccessDeclared(builder.toSchema())
}
