import { MapperKind, mapSchema } from '@graphql-tools/utils'
import {
  defaultFieldResolver,
  getNullableType,
  GraphQLScalarType,
  GraphQLSchema,
  isLeafType,
  isObjectType,
  type GraphQLFieldConfig,
} from 'graphql'
import { guardedResolver } from './guarded-resolver.ts'

/** The type of every variable in compiled code: graphql-js has coerced it before. */
export const COERCED = new GraphQLScalarType({ name: 'Coerced', parseValue: (value) => value })

type Field = GraphQLFieldConfig<unknown, unknown>

/** A leaf without a resolver is read as it stands; whatever else may be there is told of when it is serialised. */
const isReadAsItStands = ({ type, resolve }: Field): boolean =>
  resolve === undefined && isLeafType(getNullableType(type))

/** The same schema as documents are compiled over: with guarded resolvers, no arguments, and one type more. */
export function compiledSchema(schema: GraphQLSchema): GraphQLSchema {
  const mapped = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field: Field, name, typeName) => {
      if (isReadAsItStands(field)) return { ...field, args: {} }
      const type = schema.getType(typeName)
      const full = isObjectType(type) ? (type.getFields()[name] ?? null) : null
      const taking = full === null || full.args.length === 0 ? null : full
      return { ...field, args: {}, resolve: guardedResolver(field.resolve ?? defaultFieldResolver, taking) }
    },
  })
  const config = mapped.toConfig()
  return new GraphQLSchema({ ...config, types: [...config.types, COERCED], assumeValid: true })
}
