/** Fields per request: below the number that the API takes in one document. */
export const AT_ONCE = 7

/** Cuts a list, because one request may name only so many fields. */
export function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
}
