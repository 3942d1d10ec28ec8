/** The name of an enum's value: a text in JSON, a bare word in a document. */
export class EnumName {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A value of an argument, before it is written down. */
export type Value = null | boolean | number | string | EnumName | readonly Value[] | { readonly [field: string]: Value }

/** The value as a variable carries it. */
export function inJson(value: Value): unknown {
  if (value instanceof EnumName) return value.name
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map(inJson)
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, inJson(inner)]))
}

/** The value as a document has it. */
export function inDocument(value: Value): string {
  if (value instanceof EnumName) return value.name
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(inDocument).join(', ')}]`
  const fields = Object.entries(value).map(([field, inner]) => `${field}: ${inDocument(inner)}`)
  return `{${fields.join(', ')}}`
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value)
