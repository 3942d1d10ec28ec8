import { defaultFieldResolver, getNullableType, isListType, isObjectType, type GraphQLSchema } from 'graphql'
import { fault } from './fault.ts'
import { LIMITS } from './limits.ts'

/** Refuses a list of too many items anywhere in the arguments of a field; throws TOO_MANY_ITEMS with its place. */
export function checkLists(args: Readonly<Record<string, unknown>>): void {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: args, path: [] }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next
    if (typeof value !== 'object' || value === null || value instanceof Date) continue
    if (Array.isArray(value) && value.length > LIMITS.list) {
      throw fault('TOO_MANY_ITEMS', { max: LIMITS.list, count: value.length }, path)
    }
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object' && inner !== null) open.push({ value: inner, path: [...path, key] })
    }
  }
}

function checkAnswer<T>(answer: T): T {
  if (!Array.isArray(answer) || answer.length <= LIMITS.list) return answer
  const detail = {
    'zh-CN': `该列表有 ${answer.length} 项，一次最多 ${LIMITS.list} 项。请缩小区域或时间范围。`,
    en: `The list has ${answer.length} items and at most ${LIMITS.list} are answered. Ask for a smaller region or a shorter time.`,
  }
  throw fault('LIMIT_EXCEEDED', { detail })
}

/** Holds every list of the schema to its limit, those in arguments before the resolver runs, those answered after it. */
export function limitLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const answersList = isListType(getNullableType(field.type))
      if (!answersList && field.args.length === 0) continue
      const { resolve = defaultFieldResolver, subscribe } = field
      field.resolve = (source, args, context, info) => {
        checkLists(args)
        const answer: unknown = resolve(source, args, context, info)
        if (!answersList) return answer
        return answer instanceof Promise ? answer.then(checkAnswer) : checkAnswer(answer)
      }
      if (subscribe === undefined) continue
      field.subscribe = (source, args, context, info) => {
        checkLists(args)
        return subscribe(source, args, context, info)
      }
    }
  }
  return schema
}
