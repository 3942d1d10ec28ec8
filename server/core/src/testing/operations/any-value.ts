import fc, { type GeneratorValue } from 'fast-check'
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql'
import { EnumName, type Value } from './written-value.ts'
import { HOSTILE_TEXTS, USUAL, WRONG, type Words } from './words.ts'

/** Draws from arbitraries of fast-check, so that a seed gives the same operation again. */
export type Draw = GeneratorValue

const MOST_NESTING = 4

/** Each as often as the other: fast-check prefers small numbers, and so what is meant to be rare. */
const below = (most: number) => fc.noBias(fc.nat({ max: most - 1 }))

/** A number from 0, less than `most`. */
export const anyBelow = (g: Draw, most: number): number => g(below, most)

/** True once in so many times. */
export const oneIn = (g: Draw, times: number): boolean => anyBelow(g, times) === 0

/** One of several. */
export const oneOf = <T>(g: Draw, ...choices: readonly T[]): T => choices[anyBelow(g, choices.length)] as T

function anyText(g: Draw, scalar: string, { regions, texts, ids }: Words): Value {
  const usual: readonly (string | number | boolean)[] = USUAL[scalar] ?? []
  const known =
    scalar === 'RegionCode' ? regions : scalar === 'ID' ? ids : scalar === 'String' ? [...texts, ...ids] : []
  const fitting = [...usual, ...known]
  const isStrict = usual.length > 0
  if (fitting.length === 0 || oneIn(g, isStrict ? 15 : 4))
    return oneIn(g, 4) ? g(fc.string) : oneOf(g, ...HOSTILE_TEXTS)
  return oneOf(g, ...fitting)
}

function anyObject(g: Draw, type: GraphQLInputObjectType, words: Words, nesting: number): Value {
  const fields = Object.values(type.getFields()).flatMap((field): (readonly [string, Value])[] => {
    const needed = isNonNullType(field.type) && field.defaultValue === undefined
    if (needed ? oneIn(g, 40) : !oneIn(g, 3)) return []
    return [[field.name, anyValue(g, field.type, words, nesting + 1)]]
  })
  if (oneIn(g, 60)) fields.push(['nothing', 1])
  return Object.fromEntries(fields)
}

/** A value for an argument: most times of its type, and once in a while of another. */
export function anyValue(g: Draw, type: GraphQLInputType, words: Words, nesting = 0): Value {
  if (oneIn(g, 40)) return oneOf<Value>(g, ...WRONG, [], {})
  if (!isNonNullType(type) && oneIn(g, 8)) return null
  const inner = getNullableType(type)
  if (isListType(inner)) {
    if (nesting > MOST_NESTING || oneIn(g, 12)) return []
    const count = oneIn(g, 200) ? 1_001 : 1 + anyBelow(g, 3)
    if (count > 3) return Array.from({ length: count }, () => 'x')
    return Array.from({ length: count }, () => anyValue(g, inner.ofType as GraphQLInputType, words, nesting + 1))
  }
  if (isEnumType(inner)) return new EnumName(oneOf(g, ...inner.getValues().map(({ name }) => name)))
  if (isInputObjectType(inner)) return anyObject(g, inner, words, nesting)
  return anyText(g, inner.name, words)
}
