import type { GraphQLSchema } from 'graphql'
import type { Builder } from '../../../src/graphql/builder.ts'
import { fault } from '../../../src/graphql/fault.ts'
import { plantedSchema } from '../planted-schema.ts'

type Odd = {
  readonly name: string
  readonly promised: Promise<string>
  readonly called: string
  readonly throwing: string
  readonly inner: Promise<Odd>
}

const soon = <T>(value: T): Promise<T> => new Promise((resolve) => setImmediate(() => resolve(value)))
const fails = (error: unknown) => () => {
  throw error
}
const failsSoon = (error: unknown) => async () => {
  await soon(null)
  throw error
}
const notFound = () => fault('NOT_FOUND', { value: '43' }, ['within'])

/** Values as no resolver should give them, beside usual ones. */
const odd = (): Odd => ({
  name: 'odd',
  promised: soon('promised'),
  called: (() => 'called') as never,
  get throwing(): string {
    throw new Error('select secret')
  },
  get inner(): Promise<Odd> {
    return soon(odd())
  },
})

function defineOdd(builder: Builder) {
  const Level = builder.enumType('Level', {
    description: 'How high.',
    values: { LOW: { value: 'low' }, HIGH: { value: 'high' } },
  })
  const Point = builder.inputType('Point', {
    description: 'A point.',
    fields: (t) => ({
      x: t.int({ required: true, description: 'Across.' }),
      y: t.int({ defaultValue: 7, description: 'Up.' }),
      level: t.field({ type: Level, description: 'How high.' }),
      day: t.field({ type: 'Date', description: 'When.' }),
      names: t.stringList({ description: 'Names.' }),
    }),
  })
  const Ref = builder.objectRef<Odd>('Odd')
  const Other = builder.objectRef<{ readonly other: string }>('Other')
  Other.implement({
    access: { open: true },
    description: 'Another.',
    fields: (t) => ({ other: t.exposeString('other', { description: 'Its name.' }) }),
  })
  const Either = builder.unionType('Either', {
    description: 'One or the other.',
    types: [Ref, Other],
    resolveType: (value) => ('other' in value ? 'Other' : 'Odd'),
  })
  const because = 'As its name says.'
  Ref.implement({
    access: { open: true },
    description: 'Something odd.',
    fields: (t) => ({
      name: t.exposeString('name', { description: because }),
      promised: t.exposeString('promised', { description: because }),
      called: t.exposeString('called', { description: because }),
      throwing: t.exposeString('throwing', { nullable: true, description: because }),
      inner: t.expose('inner', { type: Ref, description: because }),
      later: t.string({ description: because, resolve: () => soon('later') }),
      nothing: t.string({ description: because, resolve: () => null as never }),
      failing: t.string({ nullable: true, description: because, resolve: fails(notFound()) }),
      failingSurely: t.string({ description: because, resolve: fails(notFound()) }),
      failingLater: t.string({ nullable: true, description: because, resolve: failsSoon(notFound()) }),
      failingLaterSurely: t.string({ description: because, resolve: failsSoon(notFound()) }),
      broken: t.string({ nullable: true, description: because, resolve: fails(new Error('select secret')) }),
      brokenText: t.string({ nullable: true, description: because, resolve: fails('select secret') }),
      wrongInt: t.int({ nullable: true, description: because, resolve: () => 1.5 }),
      wrongLevel: t.field({ type: Level, nullable: true, description: because, resolve: () => 'none' as never }),
      wrongTime: t.field({ type: 'DateTime', nullable: true, description: because, resolve: () => new Date(NaN) }),
      level: t.field({ type: Level, description: because, resolve: () => 'high' as const }),
      guarded: t.string({
        nullable: true,
        authScopes: { permission: 'core.read' },
        description: because,
        resolve: () => 'guarded',
      }),
      perhaps: t.field({ type: Ref, nullable: true, description: because, resolve: odd }),
      surely: t.field({ type: Ref, description: because, resolve: () => soon(odd()) }),
      items: t.field({ type: [Ref], description: because, resolve: () => [odd(), odd()] }),
      promises: t.field({ type: [Ref], description: because, resolve: () => [soon(odd()), odd()] as never }),
      set: t.field({ type: ['String'], description: because, resolve: () => new Set(['a', 'b']) as never }),
      noList: t.field({ type: ['String'], nullable: true, description: because, resolve: () => 'text' as never }),
      either: t.field({ type: Either, description: because, resolve: () => ({ other: 'other' }) }),
      said: t.string({
        nullable: true,
        description: because,
        args: {
          text: t.arg.string({ description: because }),
          times: t.arg.int({ required: true, defaultValue: 3, description: because }),
          level: t.arg({ type: Level, defaultValue: 'low', description: because }),
          point: t.arg({ type: Point, description: because }),
          points: t.arg({ type: [Point], description: because }),
          region: t.arg({ type: 'RegionCode', description: because }),
          id: t.arg.id({ description: because }),
          share: t.arg.float({ description: because }),
        },
        resolve: (_odd, args) => JSON.stringify(args),
      }),
    }),
  })
  return Ref
}

/** A schema of fields that fail, are null, wait, or answer what is none of their type. `planted` is said by one field. */
export const oddSchema = (done: string[] = [], planted = 'as it is'): GraphQLSchema =>
  plantedSchema((builder) => {
    const Ref = defineOdd(builder)
    const open = { authScopes: { open: true }, description: 'As its name says.' } as const
    builder.queryFields((t) => ({
      odd: t.field({ ...open, type: Ref, nullable: true, resolve: odd }),
      oddSurely: t.field({ ...open, type: Ref, resolve: () => soon(odd()) }),
      odds: t.field({
        ...open,
        type: [Ref],
        nullable: { list: true, items: true },
        resolve: () => [odd(), null, odd()],
      }),
      planted: t.string({ ...open, resolve: () => planted }),
      failingLater: t.string({ ...open, nullable: true, resolve: failsSoon(notFound()) }),
      myRange: t.string({
        authScopes: { permission: 'core.read' },
        description: 'The range of whoever asks, after a while.',
        args: { text: t.arg.string({ description: 'Said again.' }) },
        resolve: async (_root, { text }, { principal }) => `${await soon(principal?.lo)} ${text}`,
      }),
      forbidden: t.string({
        nullable: true,
        authScopes: { permission: 'core.administer' },
        description: 'Nobody is answered.',
        resolve: () => 'never',
      }),
    }))
    builder.mutationFields((t) => ({
      fail: t.string({
        ...open,
        audit: { none: 'It changes nothing.' },
        resolve: fails(notFound()),
      }),
      note: t.string({
        ...open,
        audit: { none: 'It keeps nothing.' },
        args: { text: t.arg.string({ required: true, description: 'What.' }) },
        resolve: (_root, { text }) => {
          done.push(text)
          return text
        },
      }),
    }))
  })
