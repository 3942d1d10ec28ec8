/** What a change was: the fields before and after it. */
export type Differences = { readonly before: object | null; readonly after: object | null }

type Fields = Readonly<Record<string, unknown>>

/** The fields that differ; of something new or gone, those that hold anything. */
export function differences(before: object | null, after: object | null): Differences {
  return { before: before && withoutSame({ ...before }, after), after: after && withoutSame({ ...after }, before) }
}

/** Whether a change changed nothing. */
export function isUnchanged(before: object | null, after: object | null): boolean {
  if (before === null || after === null) return before === after
  const left = differences(before, after)
  return Object.keys({ ...left.before, ...left.after }).length === 0
}

function withoutSame(fields: Fields, other: object | null): Fields {
  const others: Fields = { ...other }
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([key, value]) => JSON.stringify(value ?? null) !== JSON.stringify(others[key] ?? null),
    ),
  )
}
