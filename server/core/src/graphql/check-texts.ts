import { defaultFieldResolver, isObjectType, type GraphQLSchema } from 'graphql'
import { checkTexts } from './params.ts'

/** On a field: its resolver answers for texts itself, item by item. */
export const ANSWERS_FOR_TEXTS = { answersForTexts: true } as const

/**
 * Refuses NUL and lone surrogates in the arguments of every field before its resolver runs, however they came: in
 * variables or in the document. Fields marked with `ANSWERS_FOR_TEXTS` see them, to answer per item.
 */
export const checkTextsOfArguments = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0 || field.extensions['answersForTexts'] === true) continue
      const { resolve = defaultFieldResolver, subscribe } = field
      field.resolve = (source, args, context, info) => {
        checkTexts(args)
        return resolve(source, args, context, info)
      }
      if (subscribe === undefined) continue
      field.subscribe = (source, args, context, info) => {
        checkTexts(args)
        return subscribe(source, args, context, info)
      }
    }
  }
  return schema
}
