const OPENING = '( SELECT '
const FROM = /\bFROM\b/u

/**
 * A condition as PostgreSQL writes it out (`pg_get_expr`), with each sub-select of a single value taken by itself:
 * `( SELECT (a)::bigint AS x)` → `((a)::bigint)`. Citus ships no policy that has a sub-select. What reads from a table
 * or function stays as it is.
 */
export function withoutSubSelects(condition: string): string {
  const start = condition.indexOf(OPENING)
  if (start < 0) return condition
  const end = closing(condition, start)
  const value = condition.slice(start + OPENING.length, end)
  const after = withoutSubSelects(condition.slice(end + 1))
  const before = condition.slice(0, start)
  if (FROM.test(value)) return `${before}${condition.slice(start, end + 1)}${after}`
  return `${before}(${withoutSubSelects(value.replace(/ AS "?[^"() ]+"?$/u, ''))})${after}`
}

/** The place of the parenthesis that closes the one at `start`; text in quotes counts for nothing. */
function closing(condition: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let at = start; at < condition.length; at++) {
    const letter = condition[at]
    if (letter === "'") quoted = !quoted
    else if (!quoted && letter === '(') depth++
    else if (!quoted && letter === ')' && --depth === 0) return at
  }
  throw new Error('A condition has parentheses that do not match.')
}
